/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.rating;

import org.jspecify.annotations.NullMarked;
