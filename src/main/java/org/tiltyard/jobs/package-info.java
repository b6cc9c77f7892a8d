/** Long work: kept in the database, with progress, cancel, and going on after a crash. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "identity"})
package org.tiltyard.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
