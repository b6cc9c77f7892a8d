/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.identity;

import org.jspecify.annotations.NullMarked;
