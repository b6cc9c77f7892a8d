package org.tiltyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What the figures were measured on. */
final class Machine {

  private Machine() {}

  /** Processor, memory, Java, date, and how busy it was before. */
  static String described(Options options) throws IOException {
    String cpu = line("/proc/cpuinfo", "model name").replaceFirst(".*: ", "");
    long memory = Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) >> 20;
    double load = Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    return String.format(
        Locale.ROOT,
        "%s, %d cores (arena on %s, load on %s), %d GB, JDK %s, %s; load average before: %.1f%s",
        cpu,
        Runtime.getRuntime().availableProcessors(),
        any(options.arenaCpus()),
        any(options.loadCpus()),
        memory,
        Runtime.version(),
        LocalDate.now(ZoneOffset.UTC),
        load,
        load > 0.5 ? ", so other programs were running" : "");
  }

  private static String any(String cpus) {
    return cpus.isEmpty() ? "any" : cpus;
  }

  private static String line(String file, String start) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElse("unknown 0");
  }
}
