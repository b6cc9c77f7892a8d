package org.tiltyard.models;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Public names for models that are only known by what their server calls them. */
final class ModelNames {

  private final Set<String> taken = new HashSet<>();

  ModelNames(List<LanguageModel> known) {
    known.forEach(model -> taken.add(fold(model.name())));
  }

  /** A name that nothing else has: the id without its owner's folder, numbered if need be. */
  String next(String id) {
    String plain = id.substring(id.lastIndexOf('/') + 1).replaceAll(":latest$", "").strip();
    String base = plain.isEmpty() ? id : plain;
    base = base.substring(0, Math.min(base.length(), ModelRules.NAME_CHARACTERS - 4));
    String name = base;
    for (int number = 2; !taken.add(fold(name)); number++) {
      name = base + "-" + number;
    }
    return name;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
