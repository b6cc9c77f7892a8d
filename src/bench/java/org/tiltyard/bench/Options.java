package org.tiltyard.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to measure, from arguments of the form {@code --name=value}.
 *
 * @param jar the packaged application
 * @param levels how many battles at a time
 * @param arenaCpus CPUs for the application, as {@code taskset} takes them; empty: any
 * @param loadCpus CPUs for clients and fake models
 * @param jvm further options for the application's JVM
 * @param perSecond tokens a second of each fake model
 * @param answer tokens of an answer at that pace
 * @param firstToken how long a fake model waits before its first token
 */
record Options(
    Path jar,
    List<Integer> levels,
    String arenaCpus,
    String loadCpus,
    List<String> jvm,
    double perSecond,
    int answer,
    Duration firstToken) {

  static Options of(String[] arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new IllegalArgumentException("not of the form --name=value: " + argument);
      }
      given.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    return new Options(
        Path.of(given.getOrDefault("jar", "target/tiltyard.jar")),
        Arrays.stream(given.getOrDefault("levels", "1,100,500").split(",", -1))
            .map(Integer::valueOf)
            .toList(),
        given.getOrDefault("arena-cpus", ""),
        given.getOrDefault("load-cpus", ""),
        Arrays.stream(given.getOrDefault("jvm", "").split(" ", -1))
            .filter(option -> !option.isBlank())
            .toList(),
        Double.parseDouble(given.getOrDefault("tokens-per-second", "30")),
        Integer.parseInt(given.getOrDefault("answer-tokens", "120")),
        Duration.ofMillis(Long.parseLong(given.getOrDefault("first-token-ms", "50"))));
  }

  /** How long an answer takes. */
  Duration answerTime() {
    return firstToken.plus(Duration.ofMillis((long) (answer * 1000 / perSecond)));
  }
}
