/** Datasets that come in: files, what is wrong with them, and taking them back. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"shared", "dataset", "schema", "models", "identity", "settings", "jobs"})
package org.tiltyard.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
