/** Settings that change while the arena runs: the same keys in the file and in the browser. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.tiltyard.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
