package org.tiltyard.publish;

import java.util.function.LongConsumer;

/** A place where releases are published. */
interface Target {

  /** Its name in addresses and the database. */
  String name();

  /** Whether the settings name one. */
  boolean isSet();

  /** Where a release of that name would be, for people to read before they say yes. */
  String place(String release);

  /**
   * Puts everything there. What is there already, by its hash, is not sent again, so that another
   * try goes on where the last one ended. Everything appears at once where the place can do that.
   *
   * @param sent told how many bytes more are there; may throw to end it
   * @return the address at which people find it
   * @throws PublishFailed with words for people
   */
  String publish(Parcel parcel, LongConsumer sent);
}
