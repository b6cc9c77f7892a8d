/** Tests of the module of the same name. */
@NullMarked
package org.tiltyard.models;

import org.jspecify.annotations.NullMarked;
