package org.tiltyard.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One line of the audit log.
 *
 * @param actor the user name at the time, or {@code arena} for what happened by itself
 * @param action such as {@code model.edited}
 * @param detail what changed, a JSON object
 */
record AuditEntry(
    String id,
    Instant at,
    String actor,
    String action,
    String subjectType,
    String subjectId,
    String subjectName,
    JsonNode detail) {

  /** One thing that changed; {@code from} is null where only what it became was noted. */
  record Change(String name, @Nullable String from, String to) {}

  /**
   * The detail as people read it. An object with {@code from} or {@code to} is a change from one to
   * the other, whether it stands for the whole or for one of several things.
   */
  public List<Change> changes() {
    if (isChange(detail)) {
      return List.of(change("", detail));
    }
    List<Change> changes = new ArrayList<>();
    detail
        .properties()
        .forEach(one ->
            changes.add(
                isChange(one.getValue())
                    ? change(one.getKey(), one.getValue())
                    : new Change(one.getKey(), null, words(one.getValue()))));
    return changes;
  }

  private static boolean isChange(JsonNode value) {
    return value.isObject() && (value.has("from") || value.has("to"));
  }

  private static Change change(String name, JsonNode value) {
    return new Change(name, words(value.path("from")), words(value.path("to")));
  }

  private static String words(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isString() ? value.asString() : value.toString();
  }
}
