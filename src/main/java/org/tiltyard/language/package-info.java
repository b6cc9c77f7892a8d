/** Names the language a text is written in. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared"})
package org.tiltyard.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
