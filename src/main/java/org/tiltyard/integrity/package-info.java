/** Whether votes can be trusted: rules, their flags, and what people decide about them. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "settings",
      "identity",
      "models",
      "battle",
      "vote",
      "dataset",
      "rating",
      "jobs"
    })
package org.tiltyard.integrity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
