/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.shared;

import org.jspecify.annotations.NullMarked;
