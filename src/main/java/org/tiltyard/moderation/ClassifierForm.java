package org.tiltyard.moderation;

import org.jspecify.annotations.Nullable;

/**
 * The form of a new classifier, as it was typed. What is left empty is as the published classifiers
 * have it.
 */
record ClassifierForm(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String folder,
    @Nullable String address,
    @Nullable String label,
    @Nullable String otherLabel,
    @Nullable String scoring,
    @Nullable String prefix,
    @Nullable String threshold,
    @Nullable String longest) {

  private static final int LONGEST_LABEL = 100;
  private static final int LONGEST_PREFIX = 200;
  private static final int MOST_TOKENS = 100_000;

  static ClassifierForm empty() {
    return new ClassifierForm("", "roberta", "", "", "", "", "softmax", "", "", "");
  }

  /** A classifier of these settings, switched on, without a key. */
  StoredClassifier read(ClassifierId id, java.time.Instant now) {
    String named = text(name);
    if (!named.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
        || named.equals(OpenAiLink.NAME)
        || named.equals(WordLink.NAME)) {
      throw ClassifierRefused.field("name", "name");
    }
    ClassifierKind how =
        ClassifierKind.of(text(kind)).orElseThrow(() -> ClassifierRefused.field("kind", "kind"));
    boolean sequence = how == ClassifierKind.SEQUENCE;
    return new StoredClassifier(
        id,
        named,
        how,
        how.local() ? text(folder) : text(address),
        limited("label", or(label, sequence ? "positive" : "toxic"), LONGEST_LABEL),
        limited("otherLabel", or(otherLabel, sequence ? "negative" : ""), LONGEST_LABEL),
        "sigmoid".equals(scoring),
        limited("prefix", prefixOf(sequence), LONGEST_PREFIX),
        share(),
        most(),
        true,
        null,
        now,
        0);
  }

  private String prefixOf(boolean sequence) {
    return prefix == null || prefix.isBlank() ? (sequence ? "ToxicChat: " : "") : prefix;
  }

  private double share() {
    try {
      double share = Double.parseDouble(or(threshold, "0.5").replace(',', '.'));
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Refused as any other wrong number.
    }
    throw ClassifierRefused.field("threshold", "threshold");
  }

  private @Nullable Integer most() {
    String typed = text(longest);
    if (typed.isEmpty()) {
      return null;
    }
    if (typed.matches("\\d{1,6}")) {
      int most = Integer.parseInt(typed);
      if (most >= 2 && most <= MOST_TOKENS) {
        return most;
      }
    }
    throw ClassifierRefused.field("longest", "longest");
  }

  private static String limited(String field, String text, int most) {
    if (text.length() > most) {
      throw ClassifierRefused.field(field, "long", most);
    }
    return text;
  }

  private static String or(@Nullable String typed, String otherwise) {
    return text(typed).isEmpty() ? otherwise : text(typed);
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
