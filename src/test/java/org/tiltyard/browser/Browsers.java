package org.tiltyard.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tiltyard.testing.Processes;

/**
 * The one browser of a test run, started with the first test that needs it. Playwright's objects
 * belong to the thread that made them, so tests with a browser don't run in parallel in one JVM.
 */
final class Browsers implements AutoCloseable {

  /** Nothing of the browser's own goes to the network during a test. */
  private static final List<String> FLAGS =
      List.of(
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-quic",
          "--no-first-run",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
          "--disable-dev-shm-usage");

  private final Playwright playwright;
  private final Browser browser;

  private Browsers(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Browsers start() {
    Machine machine = new ThisMachine();
    Optional<Path> executable = findOneAtATime(machine);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    List<String> flags = new ArrayList<>(FLAGS);
    if (machine.isRoot()) {
      flags.add("--no-sandbox");
    }
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setHeadless(true).setArgs(flags);
    executable.ifPresent(options::setExecutablePath);
    return new Browsers(playwright, playwright.chromium().launch(options));
  }

  /** One that is missing is installed by one process. */
  private static Optional<Path> findOneAtATime(Machine machine) {
    try (Processes.Alone alone = Processes.alone("chromium")) {
      return new Chromium(machine).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
