package org.tiltyard.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Data that is too large or not free enough to be part of the project: a folder {@code shared/data}
 * beside it, or the one that the system property {@code tiltyard.test.data} names. Tests that need
 * it are skipped, with the reason, where it isn't, unless {@code TILTYARD_TEST_DATA=required}, as
 * in {@code .ci/run}: then they fail.
 */
public final class SharedData {

  private SharedData() {}

  /** A file or folder in it. */
  public static Path path(String name) {
    Optional<Path> found =
        candidates().map(folder -> folder.resolve(name)).filter(Files::exists).findFirst();
    if (found.isEmpty()) {
      String reason = "the test data " + name + " is not on this machine";
      if ("required".equals(System.getenv("TILTYARD_TEST_DATA"))) {
        throw new AssertionError(reason);
      }
      Assumptions.abort(reason);
    }
    return found.orElseThrow();
  }

  private static Stream<Path> candidates() {
    @Nullable String given = System.getProperty("tiltyard.test.data");
    if (given != null) {
      return Stream.of(Path.of(given));
    }
    return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve("shared").resolve("data"));
  }
}
