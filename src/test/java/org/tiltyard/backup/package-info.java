@NullMarked
package org.tiltyard.backup;

import org.jspecify.annotations.NullMarked;
