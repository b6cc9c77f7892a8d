package org.tiltyard.schema;

/**
 * Lengths and Markdown of a conversation, as style control needs them.
 *
 * @param sumUserTokens of all prompts
 * @param sumAssistantATokens of all answers of a
 * @param contextATokens of all messages before a's last answer
 * @param turns prompts
 */
public record ConvMetadata(
    int sumUserTokens,
    int sumAssistantATokens,
    int sumAssistantBTokens,
    int contextATokens,
    int contextBTokens,
    int turns,
    Headers headerCountA,
    Headers headerCountB,
    Lists listCountA,
    Lists listCountB,
    Bold boldCountA,
    Bold boldCountB,
    Extra extra) {

  /** Headings by level. */
  public record Headers(long h1, long h2, long h3, long h4, long h5, long h6, Extra extra) {

    public Headers(long h1, long h2, long h3, long h4, long h5, long h6) {
      this(h1, h2, h3, h4, h5, h6, Extra.NONE);
    }
  }

  /** Items of lists. */
  public record Lists(long ordered, long unordered, Extra extra) {

    public Lists(long ordered, long unordered) {
      this(ordered, unordered, Extra.NONE);
    }
  }

  /** Strong emphasis by its mark. */
  public record Bold(long asterisks, long underscores, Extra extra) {

    public Bold(long asterisks, long underscores) {
      this(asterisks, underscores, Extra.NONE);
    }
  }
}
