package org.tiltyard.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Units of measure by the names people write, from {@code demo/units.txt}. */
final class Units {

  /**
   * A unit. A value in it times {@code factor} plus {@code offset} is the value in the base unit of
   * its quantity.
   */
  record Unit(String quantity, String symbol, Rational factor, Rational offset) {

    Rational toBase(Rational value) {
      return value.times(factor).plus(offset);
    }

    Rational fromBase(Rational value) {
      return value.minus(offset).dividedBy(factor);
    }
  }

  private final Map<String, Unit> byName = new LinkedHashMap<>();
  private final Map<String, Unit> byLowerName = new LinkedHashMap<>();

  Units(String text) {
    text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(this::add);
  }

  private void add(String line) {
    String[] columns = line.split("\\|", -1);
    String symbol = columns[1].strip();
    Unit unit =
        new Unit(
            columns[0].strip(), symbol, fraction(columns[2].strip()), fraction(columns[3].strip()));
    List<String> names = new ArrayList<>(List.of(symbol));
    names.addAll(List.of(columns[4].strip().split(" +", -1)));
    for (String name : names) {
      String spelled = name.replace('_', ' ');
      byName.putIfAbsent(spelled, unit);
      byLowerName.putIfAbsent(spelled.toLowerCase(Locale.ROOT), unit);
    }
  }

  private static Rational fraction(String text) {
    String[] parts = text.split("/", -1);
    Rational above = Rational.parse(parts[0]);
    return parts.length == 1 ? above : above.dividedBy(Rational.parse(parts[1]));
  }

  /** The unit of that name; capitals decide only where they make a difference, as in MB and Mb. */
  @Nullable Unit named(String name) {
    String spaced = name.replaceAll("\\s+", " ");
    Unit exact = byName.get(spaced);
    return exact != null ? exact : byLowerName.get(spaced.toLowerCase(Locale.ROOT));
  }

  /** A pattern for any name, longest first. */
  String pattern() {
    return byLowerName.keySet().stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(name -> Pattern.quote(name).replace(" ", "\\E\\s+\\Q"))
        .collect(Collectors.joining("|", "(?:", ")(?![A-Za-z0-9²³])"));
  }

  /** The quantities there are units for, such as length. */
  List<String> quantities() {
    return byName.values().stream().map(Unit::quantity).distinct().toList();
  }

  List<Unit> of(String quantity) {
    return byName.values().stream()
        .filter(unit -> unit.quantity().equals(quantity))
        .distinct()
        .toList();
  }
}
