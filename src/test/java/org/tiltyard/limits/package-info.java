/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.limits;

import org.jspecify.annotations.NullMarked;
