@NullMarked
package org.tiltyard.operation;

import org.jspecify.annotations.NullMarked;
