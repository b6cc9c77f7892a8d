/** Releases put where others find them: a dataset hub, an S3 bucket. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "release", "outbound", "identity", "jobs"})
package org.tiltyard.publish;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
