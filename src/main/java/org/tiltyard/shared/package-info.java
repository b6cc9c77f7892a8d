/** Identifiers, database converters, the clock and the vault: what every module may use. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.tiltyard.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
