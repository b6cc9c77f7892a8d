package org.tiltyard.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tiltyard.disclosure.IdentityLeaks;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Sha256;

/** The names that admins know models by, besides those that the program knows. */
@Component
public class LeakNames {

  private static final int FINGERPRINT_DIGITS = 16;

  /**
   * Finds leaks by the names of one moment.
   *
   * @param lines a model, family or organisation each, {@code =}, and its further names with commas
   * @param fingerprint another one where other names are known; empty without any
   */
  public record Known(IdentityLeaks leaks, List<String> lines, String fingerprint) {

    /** Knows no further name. */
    public static final Known NONE = of(List.of());

    public Known {
      lines = List.copyOf(lines);
    }

    /** Knows those that the lines name. */
    public static Known of(List<String> lines) {
      List<String> sorted = lines.stream().map(String::strip).distinct().sorted().toList();
      return new Known(
          new IdentityLeaks(aliases(sorted)),
          sorted,
          sorted.isEmpty()
              ? ""
              : Sha256.hex(String.join("\n", sorted)).substring(0, FINGERPRINT_DIGITS));
    }

    private static Map<String, List<String>> aliases(List<String> lines) {
      Map<String, List<String>> aliases = new HashMap<>();
      for (String line : lines) {
        int equals = line.indexOf('=');
        Arrays.stream(line.substring(equals + 1).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .forEach(name ->
                aliases
                    .computeIfAbsent(line.substring(0, equals).strip(), key -> new ArrayList<>())
                    .add(name));
      }
      return aliases;
    }
  }

  private record Read(List<String> from, Known known) {}

  private final Live<LeakSettings> settings;
  private volatile Read read = new Read(List.of(), Known.NONE);

  LeakNames(Live<LeakSettings> settings) {
    this.settings = settings;
  }

  /** Those of now. */
  public Known known() {
    List<String> lines = settings.get().aliases();
    Read last = read;
    if (!last.from.equals(lines)) {
      last = new Read(List.copyOf(lines), Known.of(lines));
      read = last;
    }
    return last.known;
  }
}
