package org.tiltyard.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the search for a browser sees of a machine, and may do to it. */
interface Machine {

  enum System {
    LINUX,
    MAC,
    WINDOWS
  }

  System system();

  /** A Java system property. */
  Optional<String> property(String name);

  /** An environment variable. */
  Optional<String> variable(String name);

  boolean isExecutable(Path file);

  boolean isRoot();

  /** Whether {@code apt-get install chromium} gives a browser: on Ubuntu it gives a snap stub. */
  boolean hasDebianPackages();

  /**
   * Runs a command to its end, its output in {@code target/chromium.log}.
   *
   * @return its exit code
   */
  int run(List<String> command);

  /**
   * Has Playwright's driver download its own browser.
   *
   * @return the exit code
   */
  int downloadByDriver();
}
