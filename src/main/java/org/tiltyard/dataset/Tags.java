package org.tiltyard.dataset;

import java.util.List;
import java.util.Set;

/**
 * What was found out about a conversation after the vote.
 *
 * @param leakA whether an answer of seat a names its own model, family or organisation
 * @param leakB the same of seat b
 * @param leakByUser whether the person named one of the two
 * @param personal kinds of personal data found, in the order of their names
 * @param promptHash SHA-256 of the prompts; the same prompts have the same
 * @param userTokens of all prompts
 * @param styleA how long the answers of seat a are, and their Markdown
 * @param styleB the same of seat b
 * @param categories what it is about and how it goes
 * @param refusal whether an answer refuses
 * @param version of what looked; a newer one looks again
 */
public record Tags(
    boolean leakA,
    boolean leakB,
    boolean leakByUser,
    List<String> personal,
    String promptHash,
    int userTokens,
    Style styleA,
    Style styleB,
    Set<Category> categories,
    boolean refusal,
    int version) {

  /** Counts over all answers of a seat, as style control takes them. */
  public record Style(int tokens, long headers, long lists, long bold) {}

  public Tags {
    personal = List.copyOf(personal);
    categories = Set.copyOf(categories);
  }
}
