package org.tiltyard.vote;

import org.tiltyard.identity.NetworkId;
import org.tiltyard.identity.ParticipantId;

/**
 * Who votes, and from where.
 *
 * @param group the role of an account, or a visitor
 */
record Judge(ParticipantId participant, String group, NetworkId network) {}
