@NullMarked
package org.tiltyard.intake;

import org.jspecify.annotations.NullMarked;
