package org.tiltyard.moderation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A classifier as admins set it up.
 *
 * @param source a folder below the one for classifiers, or an address
 * @param label the label, or for T5 the word, that means toxic
 * @param otherLabel for T5 the word that means not toxic; else empty
 * @param sigmoid whether each label has a probability of its own; else all share 1
 * @param prefix put before each text
 * @param threshold a message is flagged from this score on, 0 to 1
 * @param longest most tokens of a text; null: what the model’s files say
 * @param sealed the key for a server, sealed; null without one
 * @param version counts changes
 */
record StoredClassifier(
    ClassifierId id,
    String name,
    ClassifierKind kind,
    String source,
    String label,
    String otherLabel,
    boolean sigmoid,
    String prefix,
    double threshold,
    @Nullable Integer longest,
    boolean active,
    @Nullable String sealed,
    Instant createdAt,
    int version) {

  /** Ties the key to its place: copied to another row, it does not open. */
  String place() {
    return "classifier/" + id.value() + "/key";
  }

  /** The same with this key, sealed for its place. */
  StoredClassifier withKey(@Nullable String key) {
    return new StoredClassifier(
        id,
        name,
        kind,
        source,
        label,
        otherLabel,
        sigmoid,
        prefix,
        threshold,
        longest,
        active,
        key,
        createdAt,
        version);
  }

  /** Never prints the key, not even sealed. */
  @Override
  public String toString() {
    return "StoredClassifier[" + name + ", " + kind.key() + ", " + source + "]";
  }
}
