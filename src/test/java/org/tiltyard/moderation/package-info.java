/** What is found in messages, and by whom. */
@NullMarked
package org.tiltyard.moderation;

import org.jspecify.annotations.NullMarked;
