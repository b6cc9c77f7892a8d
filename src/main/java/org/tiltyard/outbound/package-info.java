/**
 * The guarded way out: HTTP to addresses that somebody typed in. Model servers, webhooks, sign-in
 * providers: whoever connects to an address from a form or a file goes through here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared"})
package org.tiltyard.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
