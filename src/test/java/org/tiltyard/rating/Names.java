package org.tiltyard.rating;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers names in the order in which they are met. */
final class Names {

  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  int number(String name) {
    Integer known = numbers.putIfAbsent(name, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  int size() {
    return numbers.size();
  }
}
