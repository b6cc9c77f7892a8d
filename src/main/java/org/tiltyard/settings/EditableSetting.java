package org.tiltyard.settings;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/**
 * One setting that can be changed in the browser.
 *
 * @param key as in the configuration file, such as {@code tiltyard.battle.prompt-characters}
 * @param prefix the key of its group
 * @param component what it is in the group's record: type, limits, form
 */
public record EditableSetting(String key, String prefix, RecordComponent component) {

  static EditableSetting of(String prefix, RecordComponent component) {
    return new EditableSetting(prefix + "." + dashed(component.getName()), prefix, component);
  }

  /** How it is asked for. */
  public Editable.Form form() {
    return component.getAnnotation(Editable.class).value();
  }

  /** {@code promptCharacters} as files write it: {@code prompt-characters}. */
  static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
