/** Stories of long work. */
@NullMarked
package org.tiltyard.jobs;

import org.jspecify.annotations.NullMarked;
