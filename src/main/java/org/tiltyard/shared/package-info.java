/** Identifiers, database converters and the clock: what every module may use. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.tiltyard.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
