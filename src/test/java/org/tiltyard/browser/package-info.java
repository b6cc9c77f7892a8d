/** Tests in a real browser: finding one, driving it, and what every page must keep to. */
@NullMarked
package org.tiltyard.browser;

import org.jspecify.annotations.NullMarked;
