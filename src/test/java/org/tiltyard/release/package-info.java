/** Stories of releases. */
@NullMarked
package org.tiltyard.release;

import org.jspecify.annotations.NullMarked;
