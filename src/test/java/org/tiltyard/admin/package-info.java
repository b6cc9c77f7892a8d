@NullMarked
package org.tiltyard.admin;

import org.jspecify.annotations.NullMarked;
