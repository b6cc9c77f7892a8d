/** What messages hold that is toxic or not allowed: classifiers, results per message, backlog. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "settings",
      "outbound",
      "provider",
      "identity",
      "language",
      "jobs"
    })
package org.tiltyard.moderation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
