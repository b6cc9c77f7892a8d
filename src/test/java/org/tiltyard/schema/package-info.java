/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.schema;

import org.jspecify.annotations.NullMarked;
