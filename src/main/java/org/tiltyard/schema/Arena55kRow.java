package org.tiltyard.schema;

/**
 * A row of {@link Schema#ARENA_55K}.
 *
 * @param prompt the prompts as a JSON array of texts, just as in the source
 * @param responseA the answers likewise; those that are missing are null in it
 * @param winnerModelA 1 or 0, like the two others; exactly one of the three is 1
 */
public record Arena55kRow(
    String id,
    String modelA,
    String modelB,
    String prompt,
    String responseA,
    String responseB,
    int winnerModelA,
    int winnerModelB,
    int winnerTie,
    Extra extra)
    implements Row {

  @Override
  public Schema schema() {
    return Schema.ARENA_55K;
  }

  @Override
  public String key() {
    return id;
  }
}
