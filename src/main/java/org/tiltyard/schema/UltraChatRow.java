package org.tiltyard.schema;

import java.util.List;

/**
 * A row of {@link Schema#ULTRACHAT}.
 *
 * @param data user, assistant, user, …
 */
public record UltraChatRow(String id, List<String> data, Extra extra) implements Row {

  public UltraChatRow {
    data = List.copyOf(data);
  }

  @Override
  public Schema schema() {
    return Schema.ULTRACHAT;
  }

  @Override
  public String key() {
    return id;
  }
}
