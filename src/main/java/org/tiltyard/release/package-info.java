/** Releases: what of the votes is published, by which rules, frozen as files with checksums. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "dataset",
      "schema",
      "disclosure",
      "review",
      "integrity",
      "models",
      "identity",
      "settings",
      "jobs"
    })
package org.tiltyard.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
