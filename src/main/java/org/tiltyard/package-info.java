/** Tiltyard: a self-hosted arena for blind pairwise comparison of language models. */
@NullMarked
package org.tiltyard;

import org.jspecify.annotations.NullMarked;
