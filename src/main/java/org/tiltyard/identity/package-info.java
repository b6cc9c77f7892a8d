/** Who is there: participants by signed cookie, accounts, sessions and who may do what. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "outbound"})
package org.tiltyard.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
