package org.tiltyard.outbound;

import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/**
 * One way in which an address that somebody typed in leads to a connection. Whoever adds such a way
 * to the arena adds it to {@link OutboundChannels}, and the whole corpus is tried on it.
 */
interface OutboundChannel {

  /**
   * Has the arena use an address as this channel does: stores it where it has to be stored, and
   * makes it connect.
   *
   * @param admin signed in
   * @return what an admin learns of it; holds {@code ADDRESS_REFUSED} when the address was refused
   */
  String use(TestArena arena, Voter admin, String address) throws Exception;
}
