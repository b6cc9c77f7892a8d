package org.tiltyard.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to do and how, from arguments: one word, and any number of {@code --name=value}. {@code
 * --arguments} holds more of them, apart by spaces.
 */
final class Options {

  private static final String MORE = "--arguments=";

  private final Map<String, String> given = new HashMap<>();
  private String command = "measure";

  private Options() {}

  static Options of(String[] arguments) {
    Options options = new Options();
    options.read(List.of(arguments));
    return options;
  }

  private void read(List<String> arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (argument.startsWith(MORE)) {
        read(words(argument.substring(MORE.length())));
      } else if (argument.startsWith("--") && equals > 0) {
        given.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (argument.startsWith("-")) {
        throw new IllegalArgumentException("not of the form --name=value: " + argument);
      } else {
        command = argument;
      }
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isBlank()).toList();
  }

  /** The word: {@code measure}, {@code ramp}, {@code soak} or {@code export}. */
  String command() {
    return command;
  }

  /** What starts the arena, behind {@code java}. */
  List<String> application() {
    return given.containsKey("class-path")
        ? List.of("-cp", text("class-path", ""), "org.tiltyard.Tiltyard")
        : List.of("-jar", Path.of(text("jar", "target/tiltyard.jar")).toAbsolutePath().toString());
  }

  /** CPUs for the arena, as {@code taskset} takes them; empty: any. */
  String arenaCpus() {
    return text("arena-cpus", "");
  }

  /** CPUs for clients, fake models and PostgreSQL. */
  String loadCpus() {
    return text("load-cpus", "");
  }

  /** Further options for the arena's JVM. */
  List<String> jvm() {
    return words(text("jvm", ""));
  }

  /** Further settings of the arena. */
  List<String> settings() {
    return words(text("settings", ""));
  }

  /** {@code h2} or {@code postgresql}. */
  String database() {
    return text("database", "h2");
  }

  /** How many battles at a time. */
  List<Integer> levels() {
    return Arrays.stream(text("levels", "100,500,1000").split(",", -1))
        .map(Integer::valueOf)
        .toList();
  }

  int runs() {
    return number("runs", 1);
  }

  /** Tokens a second of each answer. */
  double perSecond() {
    return Double.parseDouble(text("tokens-per-second", "30"));
  }

  int answerTokens() {
    return number("answer-tokens", 300);
  }

  /** From the request to a fake model's first token. */
  Duration firstToken() {
    return Duration.ofMillis(number("first-token-ms", 50));
  }

  /** How long one level is measured, once everybody is there. */
  Duration window() {
    return Duration.ofSeconds(number("seconds", 20));
  }

  /** How long an arena is under load before anything is measured. */
  Duration warmUp() {
    return Duration.ofSeconds(number("warm-up-seconds", 300));
  }

  /** Conversations that are exported. */
  int rows() {
    return number("rows", 50_000);
  }

  /** Battles of a soak. */
  int battles() {
    return number("battles", 300);
  }

  /** Length of a soak. */
  Duration soak() {
    return Duration.ofMinutes(number("minutes", 30));
  }

  /** Votes a second that are sent evenly. */
  int voteRate() {
    return number("vote-rate", 1000);
  }

  /** For how long votes are sent at that rate. */
  Duration voteTime() {
    return Duration.ofSeconds(number("vote-seconds", 5));
  }

  /** For how long votes are sent at that rate before any is measured. */
  Duration voteWarmUp() {
    return Duration.ofSeconds(number("vote-warm-up-seconds", 15));
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(text(name, String.valueOf(otherwise)));
  }

  private String text(String name, String otherwise) {
    String value = given.getOrDefault(name, "");
    return value.isBlank() ? otherwise : value;
  }
}
