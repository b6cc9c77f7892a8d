/** Tests of the demo programs: what each makes of a prompt, and how they are served. */
@NullMarked
package org.tiltyard.demo;

import org.jspecify.annotations.NullMarked;
