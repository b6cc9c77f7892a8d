@NullMarked
package org.tiltyard.review;

import org.jspecify.annotations.NullMarked;
