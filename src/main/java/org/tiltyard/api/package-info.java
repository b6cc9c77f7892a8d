/** The arena for programs: {@code /api/v1}, its description, and a page to try it. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "settings",
      "identity",
      "limits",
      "models",
      "battle",
      "jobs",
      "schema",
      "release",
      "leaderboard"
    })
package org.tiltyard.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
