package org.tiltyard.browser;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a Chromium for the tests, or gets one: a setting, the usual places, Debian's package, the
 * driver's own download, in this order.
 */
final class Chromium {

  static final String PROPERTY = "tiltyard.test.chromium";
  static final String VARIABLE = "CHROMIUM";

  private static final List<String> COMMANDS =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome-stable",
          "google-chrome",
          "microsoft-edge-stable",
          "microsoft-edge");

  private static final List<String> MAC_APPLICATIONS =
      List.of("Chromium", "Google Chrome", "Microsoft Edge");

  private static final List<String> WINDOWS_PROGRAMS =
      List.of(
          "Chromium\\Application\\chrome.exe",
          "Google\\Chrome\\Application\\chrome.exe",
          "Microsoft\\Edge\\Application\\msedge.exe");

  private final Machine machine;
  private final List<String> tried = new ArrayList<>();

  Chromium(Machine machine) {
    this.machine = machine;
  }

  /**
   * The browser's executable; empty when the driver has downloaded its own and knows where it is.
   *
   * @throws IllegalStateException saying what was tried and what to do, when there is none
   */
  Optional<Path> find() {
    Optional<Path> present = set().or(this::installed).or(this::packaged);
    if (present.isPresent()) {
      return present;
    }
    int code = machine.downloadByDriver();
    if (code == 0) {
      return Optional.empty();
    }
    tried.add("the driver's own download ended with code " + code);
    throw new IllegalStateException(
        "The browser tests found no Chromium, Chrome or Edge and could not get one: "
            + String.join("; ", tried)
            + " (see target/chromium.log). Install one of them, or say where it is with -D%s=/path/to/it or the variable %s."
                .formatted(PROPERTY, VARIABLE));
  }

  /** What the person running the tests asks for; a wrong path is an error, not a hint. */
  private Optional<Path> set() {
    Optional<String> setting =
        machine.property(PROPERTY).or(() -> machine.variable(VARIABLE)).filter(s -> !s.isBlank());
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    return setting
        .flatMap(Chromium::path)
        .filter(machine::isExecutable)
        .or(() -> {
          throw new IllegalStateException(
              "%s or %s names a browser that is not there: %s"
                  .formatted("-D" + PROPERTY, VARIABLE, setting.get()));
        });
  }

  private Optional<Path> installed() {
    Optional<Path> found = usualPlaces().filter(machine::isExecutable).findFirst();
    if (found.isEmpty()) {
      tried.add("none in the usual places");
    }
    return found;
  }

  private Stream<Path> usualPlaces() {
    return switch (machine.system()) {
      case LINUX -> linuxPlaces();
      case MAC ->
          MAC_APPLICATIONS.stream()
              .flatMap(name ->
                  Stream.of("/Applications", machine.variable("HOME").orElse("") + "/Applications")
                      .map(folder -> folder + "/" + name + ".app/Contents/MacOS/" + name))
              .flatMap(file -> path(file).stream());
      case WINDOWS ->
          Stream.of("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
              .flatMap(folder -> machine.variable(folder).stream())
              .flatMap(folder -> WINDOWS_PROGRAMS.stream().map(program -> folder + "\\" + program))
              .flatMap(file -> path(file).stream());
    };
  }

  private Stream<Path> linuxPlaces() {
    List<String> folders = new ArrayList<>(List.of(machine.variable("PATH").orElse("").split(":")));
    folders.addAll(List.of("/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"));
    return COMMANDS.stream()
        .flatMap(command -> folders.stream().map(folder -> folder + "/" + command))
        .filter(file -> file.startsWith("/"))
        .flatMap(file -> path(file).stream());
  }

  /** Debian's package, where this user may install it. */
  private Optional<Path> packaged() {
    if (!machine.hasDebianPackages() || !machine.isRoot()) {
      tried.add("Debian's package needs Debian and root");
      return Optional.empty();
    }
    int update = machine.run(List.of("apt-get", "update", "-q"));
    int install =
        machine.run(
            List.of("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"));
    tried.add("apt-get update ended with code %d, install with %d".formatted(update, install));
    return install == 0 ? installed() : Optional.empty();
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException notHere) {
      return Optional.empty();
    }
  }
}
