package org.tiltyard.models;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changed from one description of a model to the next, as the audit log keeps it. */
final class ModelChanges {

  /** A provider may want a token there: that it changed is told, not to what. */
  private static final Set<String> WITHHELD = Set.of("extraBody");

  private ModelChanges() {}

  /** By field in the order of the description: {@code from} and {@code to}, empty where unset. */
  static Map<String, Map<String, Object>> between(ModelDescription before, ModelDescription after) {
    Map<String, Map<String, Object>> changes = new LinkedHashMap<>();
    for (RecordComponent component : ModelDescription.class.getRecordComponents()) {
      Object from = read(component, before);
      Object to = read(component, after);
      if (!from.equals(to)) {
        boolean withheld = WITHHELD.contains(component.getName());
        changes.put(
            component.getName(),
            withheld ? Map.of("changed", true) : Map.of("from", from, "to", to));
      }
    }
    return changes;
  }

  private static Object read(RecordComponent component, ModelDescription model) {
    try {
      Method accessor = component.getAccessor();
      @Nullable Object value = accessor.invoke(model);
      return Objects.requireNonNullElse(value, "");
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " can't be read", e);
    }
  }
}
