/** Load on a whole arena: what it adds to a model's answer, and what it holds. Not a test. */
@NullMarked
package org.tiltyard.bench;

import org.jspecify.annotations.NullMarked;
