package org.tiltyard.admin;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tiltyard.settings.Editable;
import org.tiltyard.settings.EditableSetting;
import org.tiltyard.settings.PlainValues;

/**
 * One setting as the page asks for it.
 *
 * @param kind {@code switch}, {@code number}, {@code choice}, {@code duration}, {@code text},
 *     {@code markdown}, {@code colour}, {@code image}, {@code lines}, {@code entries} (key and
 *     text) or {@code passages} (key and Markdown)
 * @param value in the form of the field: text, or for a list its lines
 * @param entries keys and texts, for the last two kinds
 * @param choices words to choose from
 * @param locked the configuration sets it
 * @param changed it differs from its default by a change in the browser
 */
record SettingField(
    String key,
    String kind,
    String value,
    List<Entry> entries,
    List<String> choices,
    @Nullable String minimum,
    @Nullable String maximum,
    boolean locked,
    boolean changed) {

  /** One key with its text. */
  record Entry(String key, String text) {}

  /** Whether the page can ask for it; others have pages of their own, or are in the file only. */
  static boolean asksFor(EditableSetting setting) {
    return !kindOf(setting).isEmpty();
  }

  static SettingField of(EditableSetting setting, Object value, boolean locked, boolean changed) {
    String kind = kindOf(setting);
    Object plain = PlainValues.of(value);
    List<Entry> entries = new ArrayList<>();
    if (plain instanceof Map<?, ?> map) {
      map.forEach((key, text) -> entries.add(new Entry(key.toString(), text.toString())));
    }
    String shown =
        switch (plain) {
          case List<?> lines -> String.join("\n", lines.stream().map(Object::toString).toList());
          case Map<?, ?> map -> "";
          default -> plain.toString();
        };
    return new SettingField(
        setting.key(),
        kind,
        shown,
        List.copyOf(entries),
        choicesOf(setting.component().getType()),
        limit(setting.component(), Min.class, Min::value)
            .or(() -> limit(setting.component(), DecimalMin.class, DecimalMin::value))
            .orElse(null),
        limit(setting.component(), Max.class, Max::value)
            .or(() -> limit(setting.component(), DecimalMax.class, DecimalMax::value))
            .orElse(null),
        locked,
        changed);
  }

  /** The field with what somebody has just typed. */
  SettingField typed(String typedValue, List<Entry> typedEntries) {
    return new SettingField(
        key, kind, typedValue, typedEntries, choices, minimum, maximum, locked, changed);
  }

  private static String kindOf(EditableSetting setting) {
    RecordComponent component = setting.component();
    Class<?> type = component.getType();
    if (setting.form() != Editable.Form.PLAIN && type == String.class) {
      return PlainValues.wordOf(setting.form());
    }
    if (type == boolean.class) {
      return "switch";
    }
    if (type == int.class || type == long.class || type == double.class) {
      return "number";
    }
    if (type.isEnum()) {
      return "choice";
    }
    if (type == Duration.class) {
      return "duration";
    }
    if (type == List.class && argument(component, 0) == String.class) {
      return "lines";
    }
    if (type == Map.class && argument(component, 1) == String.class) {
      return setting.form() == Editable.Form.MARKDOWN ? "passages" : "entries";
    }
    return type == String.class ? "text" : "";
  }

  private static @Nullable Object argument(RecordComponent component, int index) {
    return component.getGenericType() instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : null;
  }

  private static List<String> choicesOf(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants())
            .map(choice -> PlainValues.wordOf((Enum<?>) choice))
            .toList()
        : List.of();
  }

  private static <A extends Annotation> Optional<String> limit(
      RecordComponent component, Class<A> type, Function<A, Object> value) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(type))
        .or(() -> Optional.ofNullable(component.getAnnotation(type)))
        .map(found -> value.apply(found).toString());
  }
}
