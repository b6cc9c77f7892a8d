/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.dataset;

import org.jspecify.annotations.NullMarked;
