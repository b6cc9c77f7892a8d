package org.tiltyard.schema;

import static org.tiltyard.schema.Format.CSV;
import static org.tiltyard.schema.Format.JSONL;
import static org.tiltyard.schema.Format.PARQUET;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A published schema of rows: names, order, nesting and types of its fields. */
public enum Schema {
  /** Chatbot Arena conversations, the release of 33k. */
  ARENA_33K("arena-33k", JSONL, PARQUET),
  /** Human and model judgments of MT-bench. */
  MT_BENCH("mt-bench", JSONL, PARQUET),
  /** The arena's release of 55k: prompts and answers as JSON arrays in cells. */
  ARENA_55K("arena-55k", CSV, JSONL, PARQUET),
  /** The arena's release of 100k, with metadata and tags. */
  ARENA_100K("arena-100k", JSONL, PARQUET),
  /** The arena's release of 140k, with sessions and contents in parts. */
  ARENA_140K("arena-140k", JSONL, PARQUET),
  /** Prompt, chosen and rejected as messages. */
  PREFERENCE_PAIRS("preference-pairs", JSONL, PARQUET),
  /** Chosen and rejected as one text each. */
  HH_RLHF("hh-rlhf", JSONL, PARQUET),
  /** Dialogues as lists of texts. */
  ULTRACHAT("ultrachat", JSONL, PARQUET),
  /** Dialogues as messages, in four splits. */
  ULTRACHAT_200K("ultrachat-200k", JSONL, PARQUET),
  /** How the rows of the others came about; joined by {@code question_id}. */
  PROVENANCE("provenance", JSONL, PARQUET);

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is.
  private final List<Format> formats;

  Schema(String key, Format... formats) {
    this.key = key;
    this.formats = List.of(formats);
  }

  /** Its name in addresses, settings and files. */
  public String key() {
    return key;
  }

  /** The formats it is written in, the usual one first. */
  public List<Format> formats() {
    return formats;
  }

  /** The splits its files come in; most have only {@code train}. */
  public List<String> splits() {
    return this == ULTRACHAT_200K
        ? List.of("train_sft", "test_sft", "train_gen", "test_gen")
        : List.of("train");
  }

  /** The fields in order, with their types; for dataset cards and documentation. */
  public List<Column> columns() {
    return Shapes.of(this).columns();
  }

  /** The schema of that name. */
  public static Optional<Schema> of(String key) {
    return Arrays.stream(values()).filter(schema -> schema.key.equals(key)).findFirst();
  }
}
