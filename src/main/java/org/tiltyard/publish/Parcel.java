package org.tiltyard.publish;

import java.nio.file.Path;
import java.util.List;

/**
 * A release on its way.
 *
 * @param name the repository's or folder's
 * @param files in the order of their paths
 */
record Parcel(String name, String title, List<Item> files) {

  /**
   * One file.
   *
   * @param path within the release, with slashes
   * @param sha256 in hex digits
   */
  record Item(String path, Path file, long bytes, String sha256) {}

  long bytes() {
    return files.stream().mapToLong(Item::bytes).sum();
  }
}
