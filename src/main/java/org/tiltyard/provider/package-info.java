/** The one gateway to model servers: prompt in, stream of chunks out. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "outbound", "identity"})
package org.tiltyard.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
