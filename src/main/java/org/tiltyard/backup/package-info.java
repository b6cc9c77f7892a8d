/**
 * Backup, restore and the move to another database: commands that run instead of the arena. They
 * copy every table as it is and know none of them by name.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.tiltyard.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
