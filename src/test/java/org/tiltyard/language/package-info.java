/** Tests of language detection against labelled prompts. */
@NullMarked
package org.tiltyard.language;

import org.jspecify.annotations.NullMarked;
