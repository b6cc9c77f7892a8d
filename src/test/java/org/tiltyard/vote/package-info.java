/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.vote;

import org.jspecify.annotations.NullMarked;
