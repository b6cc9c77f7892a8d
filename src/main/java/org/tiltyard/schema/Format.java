package org.tiltyard.schema;

import java.util.Arrays;
import java.util.Optional;

/** How rows are put into a file. */
public enum Format {
  /** One JSON object a line; UTF-8 without a byte order mark, {@code \n} after every line. */
  JSONL("jsonl", "application/jsonl"),
  /** Columns with their exact nested types; zstd, row groups of about 64 MB. */
  PARQUET("parquet", "application/vnd.apache.parquet"),
  /** RFC 4180 with a head; {@code \n} after every record. */
  CSV("csv", "text/csv");

  private final String key;
  private final String mediaType;

  Format(String key, String mediaType) {
    this.key = key;
    this.mediaType = mediaType;
  }

  /** Its name in addresses and settings. */
  public String key() {
    return key;
  }

  /** How names of such files end, without the dot. */
  public String extension() {
    return key;
  }

  /** For {@code Content-Type}. */
  public String mediaType() {
    return mediaType;
  }

  /** The format of that name. */
  public static Optional<Format> of(String key) {
    return Arrays.stream(values()).filter(format -> format.key.equals(key)).findFirst();
  }
}
