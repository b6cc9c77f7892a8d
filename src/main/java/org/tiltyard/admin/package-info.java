/** The admin room's own pages: home and settings. A feature's admin page lives in that feature. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "settings",
      "identity",
      "provider",
      "models",
      "battle",
      "vote"
    })
package org.tiltyard.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
