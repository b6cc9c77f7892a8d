package org.tiltyard.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is known of families of models: who makes them, how they are called elsewhere. */
final class NameLists {

  static final NameLists KNOWN = new NameLists(lines("families.txt"));

  private static final String EVERYDAY = "[everyday]";
  private static final String KINDS = "[kinds]";

  private final Map<String, List<String>> makers = new HashMap<>();
  private final Map<String, List<String>> otherNames = new HashMap<>();
  private final Set<String> everyday = new HashSet<>();
  private final Set<String> kinds = new HashSet<>();

  private NameLists(List<String> lines) {
    String section = "";
    for (String line : lines) {
      if (line.startsWith("[")) {
        section = line;
      } else if (section.equals(EVERYDAY)) {
        everyday.addAll(Arrays.asList(line.split(" ")));
      } else if (section.equals(KINDS)) {
        kinds.addAll(Arrays.asList(line.split(" ")));
      } else {
        String[] parts = line.split("\\|", -1);
        String name = key(parts[0]);
        makers.put(name, names(parts[1]));
        otherNames.put(name, names(parts[2]));
      }
    }
  }

  /** The lines of a resource that say something. */
  static List<String> lines(String resource) {
    try (InputStream in = NameLists.class.getResourceAsStream("/disclosure/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    for (String name : list.split(",")) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return List.copyOf(names);
  }

  static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  List<String> makersOf(String family) {
    return makers.getOrDefault(key(family), List.of());
  }

  List<String> otherNamesOf(String name) {
    return otherNames.getOrDefault(key(name), List.of());
  }

  /** Whether it is talked about for other reasons too. */
  boolean isEveryday(String name) {
    return everyday.contains(key(name));
  }

  /** Whether the word says a size, a kind or a state, and no name. */
  boolean isKind(String word) {
    return kinds.contains(word);
  }
}
