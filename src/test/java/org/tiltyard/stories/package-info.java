/** What people live through with a whole arena, told in a real browser. */
@NullMarked
package org.tiltyard.stories;

import org.jspecify.annotations.NullMarked;
