package org.tiltyard.identity;

/**
 * The network that a request came from, as a keyed hash: the same for all requests of one day,
 * unlinkable to those of another. The address itself is kept nowhere.
 *
 * @param value 22 characters of base 64
 * @param local whether the address is one of this machine or of a private range: then it may be
 *     that of a proxy which nobody named, and stand for everybody
 */
public record NetworkId(String value, boolean local) {}
