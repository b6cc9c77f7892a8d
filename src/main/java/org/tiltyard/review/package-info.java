/** Personal data in conversations: found, held, and decided on by researchers before a release. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "dataset",
      "schema",
      "disclosure",
      "identity",
      "jobs",
      "outbound"
    })
package org.tiltyard.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
