/** The verdict on a battle, and the reveal that follows it. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"shared", "battle", "models", "identity", "limits", "settings"})
package org.tiltyard.vote;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
