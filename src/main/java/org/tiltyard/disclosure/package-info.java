/**
 * What texts disclose: data about persons, and models' own names. Pure functions of the text; no
 * Spring, no database.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.tiltyard.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
