package org.tiltyard.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChromiumTest {

  /** A machine made up for one test. */
  private static final class Imagined implements Machine {

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    private final Set<Path> files = new HashSet<>();
    private final List<String> commands = new ArrayList<>();
    private System system = System.LINUX;
    private boolean root;
    private boolean debian;
    private int exitCode;
    private int downloadCode = 1;
    private String appearsWhenInstalled = "/usr/bin/chromium";

    @Override
    public System system() {
      return system;
    }

    @Override
    public Optional<String> property(String name) {
      return Optional.ofNullable(properties.get(name));
    }

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(variables.get(name));
    }

    @Override
    public boolean isExecutable(Path file) {
      return files.contains(file);
    }

    @Override
    public boolean isRoot() {
      return root;
    }

    @Override
    public boolean hasDebianPackages() {
      return debian;
    }

    @Override
    public int run(List<String> command) {
      commands.add(String.join(" ", command));
      if (command.contains("install") && exitCode == 0) {
        files.add(Path.of(appearsWhenInstalled));
      }
      return exitCode;
    }

    @Override
    public int downloadByDriver() {
      commands.add("download");
      return downloadCode;
    }
  }

  private final Imagined machine = new Imagined();

  private Optional<Path> find() {
    return new Chromium(machine).find();
  }

  @Test
  void takesTheOneThatWasSet() {
    machine.files.addAll(
        List.of(Path.of("/opt/a"), Path.of("/opt/b"), Path.of("/usr/bin/chromium")));
    machine.variables.put("CHROMIUM", "/opt/b");
    assertThat(find()).contains(Path.of("/opt/b"));
    machine.properties.put("tiltyard.test.chromium", "/opt/a");
    assertThat(find()).contains(Path.of("/opt/a"));
  }

  @Test
  void refusesASettingThatNamesNothing() {
    machine.files.add(Path.of("/usr/bin/chromium"));
    machine.variables.put("CHROMIUM", "/opt/none");
    assertThatThrownBy(this::find).hasMessageContaining("not there: /opt/none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/bin/chromium",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
        "/opt/google/chrome/google-chrome",
        "/usr/bin/microsoft-edge"
      })
  void looksInTheUsualPlacesOfLinux(String file) {
    machine.files.add(Path.of(file));
    assertThat(find()).contains(Path.of(file));
    assertThat(machine.commands).isEmpty();
  }

  @Test
  void looksThroughThePath() {
    machine.variables.put("PATH", "relative:/home/me/bin:");
    machine.files.add(Path.of("/home/me/bin/chromium"));
    assertThat(find()).contains(Path.of("/home/me/bin/chromium"));
  }

  @Test
  void looksInTheUsualPlacesOfMac() {
    machine.system = Machine.System.MAC;
    machine.variables.put("HOME", "/Users/me");
    Path own = Path.of("/Users/me/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    machine.files.add(own);
    assertThat(find()).contains(own);
  }

  @Test
  void looksInTheUsualPlacesOfWindows() {
    machine.system = Machine.System.WINDOWS;
    machine.variables.put("ProgramFiles(x86)", "C:\\Program Files (x86)");
    Path edge = Path.of("C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");
    machine.files.add(edge);
    assertThat(find()).contains(edge);
  }

  @Test
  void installsDebiansPackageAsRoot() {
    machine.debian = true;
    machine.root = true;
    assertThat(find()).contains(Path.of("/usr/bin/chromium"));
    assertThat(machine.commands)
        .containsExactly(
            "apt-get update -q", "apt-get install -q -y --no-install-recommends chromium");
  }

  @Test
  void leavesPackagesAloneForOtherUsers() {
    machine.debian = true;
    machine.downloadCode = 0;
    assertThat(find()).isEmpty();
    assertThat(machine.commands).containsExactly("download");
  }

  @Test
  void downloadsWhenThePackageDoesNotHelp() {
    machine.debian = true;
    machine.root = true;
    machine.downloadCode = 0;
    machine.appearsWhenInstalled = "/usr/share/doc/chromium";
    assertThat(find()).isEmpty();
    assertThat(machine.commands).hasSize(3).last().isEqualTo("download");
  }

  @Test
  void saysWhatToDoWhenNothingHelps() {
    machine.debian = true;
    machine.root = true;
    machine.exitCode = 100;
    assertThatThrownBy(this::find)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none in the usual places")
        .hasMessageContaining("apt-get update ended with code 100, install with 100")
        .hasMessageContaining("download ended with code 1")
        .hasMessageContaining("-Dtiltyard.test.chromium=");
  }
}
