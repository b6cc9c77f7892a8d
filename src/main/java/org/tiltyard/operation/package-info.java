/** What those need who run an arena: health for load balancers, metrics, diagnostics, upkeep. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "settings",
      "identity",
      "provider",
      "models",
      "battle",
      "vote",
      "jobs"
    })
package org.tiltyard.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
