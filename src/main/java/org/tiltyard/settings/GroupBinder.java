package org.tiltyard.settings;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.ConfigurableEnvironment;
import tools.jackson.databind.JsonNode;

/** Makes a group's record out of the configuration, the stored values and the defaults. */
final class GroupBinder {

  private final ConfigurableEnvironment environment;
  private final Validator validator;

  GroupBinder(ConfigurableEnvironment environment, Validator validator) {
    this.environment = environment;
    this.validator = validator;
  }

  /**
   * @throws SettingRefused when a value has the wrong form or breaks a limit
   */
  <T extends Record> T bind(String prefix, Class<T> type, Map<String, JsonNode> stored) {
    List<ConfigurationPropertySource> sources = new ArrayList<>(configuration());
    Map<String, JsonNode> free =
        stored.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix + ".") && !configured(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    sources.add(new MapConfigurationPropertySource(StoredProperties.flat(free)));
    Binder binder =
        new Binder(
            sources,
            new PropertySourcesPlaceholdersResolver(environment),
            ApplicationConversionService.getSharedInstance());
    T values;
    try {
      values = binder.bindOrCreate(prefix, Bindable.of(type));
    } catch (BindException e) {
      throw SettingRefused.invalid(List.of(fault(e)));
    }
    Set<ConstraintViolation<T>> violations = validator.validate(values);
    if (!violations.isEmpty()) {
      throw SettingRefused.invalid(
          violations.stream().map(violation -> fault(prefix, type, violation)).toList());
    }
    return values;
  }

  /** Whether a file, the environment or the command line sets the key or a part of it. */
  boolean configured(String key) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
    return configuration().stream()
        .anyMatch(source ->
            source.getConfigurationProperty(name) != null
                || source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
  }

  private List<ConfigurationPropertySource> configuration() {
    List<ConfigurationPropertySource> sources = new ArrayList<>();
    ConfigurationPropertySources.get(environment).forEach(sources::add);
    return sources;
  }

  static Object read(RecordComponent component, Record values) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return Objects.requireNonNullElse(accessor.invoke(values), "");
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " can't be read", e);
    }
  }

  private static SettingRefused.Fault fault(BindException e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String words = cause.getMessage() == null ? "has the wrong form" : cause.getMessage();
    return new SettingRefused.Fault(e.getName().toString(), words);
  }

  private static <T extends Record> SettingRefused.Fault fault(
      String prefix, Class<T> type, ConstraintViolation<T> violation) {
    String path = violation.getPropertyPath().toString();
    String first = path.split("[.\\[]", 2)[0];
    String key =
        Arrays.stream(type.getRecordComponents())
            .filter(component -> component.getName().equals(first))
            .map(component -> EditableSetting.of(prefix, component).key())
            .findFirst()
            .orElse(prefix);
    return new SettingRefused.Fault(key, violation.getMessage());
  }
}
