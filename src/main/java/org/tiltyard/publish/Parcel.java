package org.tiltyard.publish;

import java.nio.file.Path;
import java.util.HexFormat;
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
  record Item(String path, Path file, long bytes, String sha256) {

    /** Ends it if the bytes that were read are not those of the release. */
    void check(byte[] read) {
      if (!HexFormat.of().formatHex(read).equals(sha256)) {
        throw new PublishFailed(path + " is not what it was when it was built");
      }
    }
  }

  long bytes() {
    return files.stream().mapToLong(Item::bytes).sum();
  }
}
