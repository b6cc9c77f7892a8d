package org.tiltyard.schema;

import java.util.List;

/** A row of {@link Schema#PREFERENCE_PAIRS}: what both sides share, and how each went on. */
public record PreferencePairRow(
    List<Message> prompt, List<Message> chosen, List<Message> rejected, Extra extra)
    implements Row {

  @Override
  public Schema schema() {
    return Schema.PREFERENCE_PAIRS;
  }

  @Override
  public String key() {
    return Hashes.ofMessages(List.of(prompt, chosen, rejected));
  }
}
