/** Small honest programs that stand in for models until the first real one is added. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "provider", "models"})
package org.tiltyard.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
