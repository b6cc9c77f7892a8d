package org.tiltyard.dataset;

import java.util.List;
import org.tiltyard.schema.ConvMetadata;

/**
 * What was found out about a conversation after the vote.
 *
 * @param leakA whether an answer of seat a names its own model, family or organisation
 * @param leakB the same of seat b
 * @param leakByUser whether the person named one of the two
 * @param personal kinds of personal data found, in the order of their names
 * @param promptHash SHA-256 of the prompts; the same prompts have the same
 * @param style lengths and Markdown of the answers
 * @param version of what looked; a newer one looks again
 */
public record Tags(
    boolean leakA,
    boolean leakB,
    boolean leakByUser,
    List<String> personal,
    String promptHash,
    ConvMetadata style,
    boolean code,
    boolean refusal,
    int version) {

  public Tags {
    personal = List.copyOf(personal);
  }
}
