@NullMarked
package org.tiltyard.integrity;

import org.jspecify.annotations.NullMarked;
