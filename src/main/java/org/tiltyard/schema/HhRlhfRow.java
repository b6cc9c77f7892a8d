package org.tiltyard.schema;

import java.util.List;

/** A row of {@link Schema#HH_RLHF}: {@code \n\nHuman: … \n\nAssistant: …}, the last answer last. */
public record HhRlhfRow(String chosen, String rejected, Extra extra) implements Row {

  @Override
  public Schema schema() {
    return Schema.HH_RLHF;
  }

  @Override
  public String key() {
    return Hashes.of(List.of(chosen, rejected));
  }
}
