package org.tiltyard.settings;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * Values of settings as files write them: text, numbers, truth values, lists and maps, no types of
 * ours.
 */
public final class PlainValues {

  private PlainValues() {}

  /** The value as a file has it: {@code 250ms}, {@code after-vote}, {@code [a, b]}. */
  public static Object of(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Duration duration -> DurationStyle.SIMPLE.print(duration, unitOf(duration));
      case DataSize size -> size.toBytes() + "B";
      case Enum<?> choice -> wordOf(choice);
      case Collection<?> list -> list.stream().map(PlainValues::of).toList();
      case Map<?, ?> map -> ofMap(map);
      case Record values -> ofRecord(values);
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  /** A choice as files and pages write it. */
  public static String wordOf(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> ofMap(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(String.valueOf(of(key)), of(value)));
    return plain;
  }

  private static Map<String, Object> ofRecord(Record values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (RecordComponent component : values.getClass().getRecordComponents()) {
      plain.put(
          EditableSetting.dashed(component.getName()), of(GroupBinder.read(component, values)));
    }
    return plain;
  }

  /** The largest unit that says it without a fraction. */
  private static ChronoUnit unitOf(Duration duration) {
    var units = ChronoUnit.values();
    for (int i = ChronoUnit.DAYS.ordinal(); i > 0; i--) {
      boolean offered = units[i] != ChronoUnit.HALF_DAYS;
      if (offered && duration.toNanos() % units[i].getDuration().toNanos() == 0) {
        return units[i];
      }
    }
    return ChronoUnit.NANOS;
  }
}
