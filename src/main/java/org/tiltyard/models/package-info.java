/** What competes in the arena: language models, their metadata and state. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "provider", "settings", "identity"})
package org.tiltyard.models;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
