/** What keeps one person, network or model from using up an arena: buckets, budgets, challenges. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "identity", "models"})
package org.tiltyard.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
