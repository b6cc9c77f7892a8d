/** What is found in texts, and what is not. */
@NullMarked
package org.tiltyard.disclosure;

import org.jspecify.annotations.NullMarked;
