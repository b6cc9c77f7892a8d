/** The votes as a dataset: published schemas, written as streams. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "battle",
      "vote",
      "models",
      "identity",
      "settings",
      "schema",
      "disclosure",
      "moderation"
    })
package org.tiltyard.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
