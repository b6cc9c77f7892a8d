/** Tests of the application as a whole: its module map, and the stories a person lives through. */
@NullMarked
package org.tiltyard;

import org.jspecify.annotations.NullMarked;
