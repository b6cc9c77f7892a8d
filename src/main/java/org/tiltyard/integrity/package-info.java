/** Whether votes can be trusted: rules and their flags, decisions, bans, and the pages for them. */
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
      "schema",
      "rating"
    })
package org.tiltyard.integrity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
