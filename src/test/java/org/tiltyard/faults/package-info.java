/** Everything that can go wrong around an arena, and what is left of it afterwards. */
@NullMarked
package org.tiltyard.faults;

import org.jspecify.annotations.NullMarked;
