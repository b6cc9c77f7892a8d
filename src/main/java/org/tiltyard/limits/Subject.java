package org.tiltyard.limits;

import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.NetworkId;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.ModelId;

/**
 * Whose bucket it is.
 *
 * @param value the kind and an id: {@code participant:…}, {@code network:…}, {@code account:…} or
 *     {@code model:…}
 */
record Subject(String value) {

  static Subject of(ParticipantId participant) {
    return new Subject("participant:" + participant.value());
  }

  static Subject of(NetworkId network) {
    return new Subject("network:" + network.value());
  }

  static Subject of(AccountId account) {
    return new Subject("account:" + account.value());
  }

  static Subject of(ModelId model) {
    return new Subject("model:" + model.value());
  }

  /** {@code participant}, {@code network}, {@code account} or {@code model}. */
  String kind() {
    return value.substring(0, value.indexOf(':'));
  }

  /** The id alone. */
  String id() {
    return value.substring(value.indexOf(':') + 1);
  }
}
