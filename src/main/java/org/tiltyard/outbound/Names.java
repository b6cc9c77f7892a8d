package org.tiltyard.outbound;

import okhttp3.Dns;

/** Turns the name of a host into its addresses; a seam, so that a test can rebind a name. */
interface Names extends Dns {}
