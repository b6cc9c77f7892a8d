/** What texts are checked for: a chain of links, policies by category, and results by message. */
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
