/** Battles, turns and live answers: from the prompt to two settled texts. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "models",
      "provider",
      "language",
      "identity",
      "limits",
      "settings",
      "moderation",
      "rating"
    })
package org.tiltyard.battle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
