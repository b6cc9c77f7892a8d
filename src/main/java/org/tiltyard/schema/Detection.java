package org.tiltyard.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what a file is from its first bytes, its name and its fields. */
final class Detection {

  /** What a file is packed with. */
  enum Packing {
    NONE,
    GZIP,
    ZSTD,
    ZIP
  }

  /** How many bytes are looked at. */
  static final int LOOK = 512;

  private Detection() {}

  /** By magic bytes alone; a name may lie. */
  static Packing packing(byte[] start) {
    if (begins(start, 0x1F, 0x8B)) {
      return Packing.GZIP;
    }
    if (begins(start, 0x28, 0xB5, 0x2F, 0xFD)) {
      return Packing.ZSTD;
    }
    if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
      return Packing.ZIP;
    }
    return Packing.NONE;
  }

  /** The format of what has been unpacked. */
  static Optional<Format> format(byte[] start, String name, @Nullable Format given) {
    if (begins(start, 'P', 'A', 'R', '1')) {
      return Optional.of(Format.PARQUET);
    }
    if (given != null) {
      return Optional.of(given);
    }
    return byName(name).or(() -> byText(start));
  }

  private static Optional<Format> byName(String name) {
    String plain = unpackedName(name);
    if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      return Optional.of(Format.JSONL);
    }
    if (plain.endsWith(".csv")) {
      return Optional.of(Format.CSV);
    }
    return plain.endsWith(".parquet") ? Optional.of(Format.PARQUET) : Optional.empty();
  }

  private static String unpackedName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String packed : List.of(".gz", ".zst", ".zstd")) {
      if (lower.endsWith(packed)) {
        return lower.substring(0, lower.length() - packed.length());
      }
    }
    return lower;
  }

  private static Optional<Format> byText(byte[] start) {
    String text = new String(start, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
    if (text.startsWith("{")) {
      return Optional.of(Format.JSONL);
    }
    boolean head = text.lines().findFirst().orElse("").replace("\"", "").startsWith("id,model_a,");
    return head ? Optional.of(Format.CSV) : Optional.empty();
  }

  /** Whether a file of that name is one of rows; packed or not. */
  static boolean isOfRows(String name) {
    return byName(name).isPresent();
  }

  /** The schema that has such fields. */
  static Optional<Schema> schema(Map<?, ?> row) {
    Set<?> names = row.keySet();
    if (names.containsAll(List.of("prompt_id", "messages"))) {
      return Optional.of(Schema.ULTRACHAT_200K);
    }
    if (names.containsAll(List.of("chosen", "rejected"))) {
      return Optional.of(
          row.get("chosen") instanceof String ? Schema.HH_RLHF : Schema.PREFERENCE_PAIRS);
    }
    if (names.containsAll(List.of("id", "data"))) {
      return Optional.of(Schema.ULTRACHAT);
    }
    if (names.containsAll(List.of("model_a", "model_b", "winner_model_a", "response_a"))) {
      return Optional.of(Schema.ARENA_55K);
    }
    if (names.containsAll(List.of("model_a", "model_b", "winner", "conversation_a"))) {
      return arena(names);
    }
    boolean provenance =
        names.contains("question_id") && (names.contains("mode") || names.contains("propensity"));
    return provenance ? Optional.of(Schema.PROVENANCE) : Optional.empty();
  }

  private static Optional<Schema> arena(Set<?> names) {
    if (names.contains("id")) {
      return Optional.of(Schema.ARENA_140K);
    }
    if (!names.contains("question_id")) {
      return Optional.empty();
    }
    if (hasAny(names, "judge_hash", "conv_metadata", "dedup_tag", "is_refusal")) {
      return Optional.of(Schema.ARENA_100K);
    }
    boolean bench =
        names.containsAll(List.of("judge", "turn"))
            && !hasAny(names, "anony", "tstamp", "openai_moderation", "toxic_chat_tag");
    return Optional.of(bench ? Schema.MT_BENCH : Schema.ARENA_33K);
  }

  private static boolean hasAny(Set<?> names, String... wanted) {
    return List.of(wanted).stream().anyMatch(names::contains);
  }

  /** Why text in another encoding than UTF-8, or an array, can't be read; empty if it isn't. */
  static String obstacle(byte[] start) {
    if (begins(start, 0xFF, 0xFE) || begins(start, 0xFE, 0xFF)) {
      return "UTF-16; UTF-8 wanted";
    }
    String text = new String(start, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
    return text.startsWith("[") ? "a JSON array; one object a line wanted" : "";
  }

  private static boolean begins(byte[] start, int... magic) {
    if (start.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((start[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
