/** Tests of the API for programs. */
@NullMarked
package org.tiltyard.api;

import org.jspecify.annotations.NullMarked;
