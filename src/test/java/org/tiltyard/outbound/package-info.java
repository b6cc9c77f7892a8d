/** Tests of the guarded way out. */
@NullMarked
package org.tiltyard.outbound;

import org.jspecify.annotations.NullMarked;
