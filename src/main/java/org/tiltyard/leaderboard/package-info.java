/** Boards: ratings of models as queries over the votes, kept up as votes come. */
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
      "integrity",
      "rating",
      "jobs"
    })
package org.tiltyard.leaderboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
