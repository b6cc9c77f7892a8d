/** Settings that change while the arena runs. */
@NullMarked
package org.tiltyard.settings;

import org.jspecify.annotations.NullMarked;
