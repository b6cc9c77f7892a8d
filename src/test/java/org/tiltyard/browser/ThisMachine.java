package org.tiltyard.browser;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The machine the tests run on. */
final class ThisMachine implements Machine {

  private static final int MINUTES_TO_INSTALL = 15;

  @Override
  public System system() {
    String name = java.lang.System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.contains("win")) {
      return System.WINDOWS;
    }
    return name.contains("mac") ? System.MAC : System.LINUX;
  }

  @Override
  public Optional<String> property(String name) {
    return Optional.ofNullable(java.lang.System.getProperty(name));
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(java.lang.System.getenv(name));
  }

  @Override
  public boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  @Override
  public boolean isRoot() {
    return system() == System.LINUX && "root".equals(java.lang.System.getProperty("user.name"));
  }

  @Override
  public boolean hasDebianPackages() {
    Path release = Path.of("/etc/os-release");
    if (!Files.isReadable(release) || !isExecutable(Path.of("/usr/bin/apt-get"))) {
      return false;
    }
    try {
      String text = Files.readString(release).toLowerCase(Locale.ROOT);
      return text.contains("debian") && !text.contains("ubuntu");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public int run(List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("DEBIAN_FRONTEND", "noninteractive");
    return finish(process);
  }

  @Override
  public int downloadByDriver() {
    ProcessBuilder process = Driver.ensureDriverInstalled(Map.of(), false).createProcessBuilder();
    process.command().addAll(List.of("install", "chromium"));
    return finish(process);
  }

  private static int finish(ProcessBuilder builder) {
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(log()).start();
      if (process.waitFor(MINUTES_TO_INSTALL, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      process.destroy();
      return -1;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Not this process's output: the test runner speaks its own protocol there. */
  private static ProcessBuilder.Redirect log() throws IOException {
    Path log = Path.of("target", "chromium.log");
    Files.createDirectories(log.getParent());
    return ProcessBuilder.Redirect.appendTo(log.toFile());
  }
}
