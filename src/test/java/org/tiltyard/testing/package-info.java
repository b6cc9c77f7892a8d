/** What story tests are told with: a whole arena on a fresh database, and voters who use it. */
@NullMarked
package org.tiltyard.testing;

import org.jspecify.annotations.NullMarked;
