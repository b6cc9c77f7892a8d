package org.tiltyard.operation;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of metrics, as Prometheus reads it. */
record Metrics(String text) {

  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(\\{.*})? (\\S+)");

  /** The names of all samples. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      names.add(sample.group(1));
    }
    return names;
  }

  /** The sum of all samples of the name whose labels hold all of these, such as {@code a="b"}. */
  double sum(String name, String... labels) {
    double sum = 0;
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      String held = sample.group(2) == null ? "" : sample.group(2);
      boolean all = java.util.Arrays.stream(labels).allMatch(held::contains);
      if (sample.group(1).equals(name) && all) {
        sum += Double.parseDouble(sample.group(3));
      }
    }
    return sum;
  }
}
