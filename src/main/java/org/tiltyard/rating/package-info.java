/**
 * The mathematics of ratings: from counts of compared pairs to strengths and what is known of them.
 * Pure functions of their arguments; no framework, no database, no clock.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.tiltyard.rating;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
