package org.tiltyard.identity;

/**
 * A sign-in whose password was right and whose second factor is still asked for.
 *
 * @param next where to go afterwards
 */
record SignInStep(SignedIn account, String next) {}
