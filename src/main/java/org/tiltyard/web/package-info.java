/** Layout, error pages and assets: what every page shares. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "identity", "settings"})
package org.tiltyard.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
