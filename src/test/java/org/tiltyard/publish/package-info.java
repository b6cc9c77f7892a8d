/** Stories of publishing, at real servers that the tests start. */
@NullMarked
package org.tiltyard.publish;

import org.jspecify.annotations.NullMarked;
