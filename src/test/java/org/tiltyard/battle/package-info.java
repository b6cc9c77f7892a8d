/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.battle;

import org.jspecify.annotations.NullMarked;
