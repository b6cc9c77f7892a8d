package org.tiltyard.release;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in a release that was built.
 *
 * @param software the arena's version that wrote it
 * @param considered how many battles the rules were asked about
 * @param dropped by the keys of the rules that were on, in their order
 * @param rows how many rows stayed
 * @param leakNames the further names of models that answers were looked through for; null where
 *     that was not noted
 * @param files all of them, in the order of their paths
 */
public record Contents(
    String software,
    long considered,
    Map<String, Long> dropped,
    long rows,
    @Nullable List<String> leakNames,
    List<File> files) {

  /**
   * One file.
   *
   * @param path below the release's folder, with slashes
   * @param sha256 in hex digits
   * @param rows null where a file has none
   */
  public record File(String path, long bytes, String sha256, @Nullable Long rows) {

    /** Whether its rows are those of the schema, or how those came about. */
    public boolean isTable() {
      return rows != null;
    }
  }

  public Contents {
    dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    leakNames = leakNames == null ? null : List.copyOf(leakNames);
    files = List.copyOf(files);
  }

  /** The bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(File::bytes).sum();
  }

  /** How many rows people had withdrawn. */
  public long withdrawn() {
    return dropped.getOrDefault(Rule.WITHDRAWN.key(), 0L);
  }

  Optional<File> file(String path) {
    return files.stream().filter(file -> file.path.equals(path)).findFirst();
  }
}
