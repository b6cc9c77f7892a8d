package org.tiltyard.shared;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;

/** How the application's value types are kept in columns. */
@Configuration(proxyBeanMethods = false)
class DatabaseConverters {

  @Bean
  JdbcCustomConversions jdbcCustomConversions(JdbcDialect dialect) {
    return JdbcCustomConversions.of(
        dialect,
        List.of(new IdentifierToString(), new StringToIdentifier(), new OffsetToInstant()));
  }

  @WritingConverter
  static final class IdentifierToString implements Converter<Identifier, String> {
    @Override
    public String convert(Identifier identifier) {
      return identifier.value();
    }
  }

  /** Makes any {@link Identifier} record out of its digits. */
  @ReadingConverter
  static final class StringToIdentifier implements ConverterFactory<String, Identifier> {
    /** Found once a type, and not once a value: rows are read all the time. */
    private static final ClassValue<Constructor<?>> CONSTRUCTORS =
        new ClassValue<>() {
          @Override
          protected Constructor<?> computeValue(Class<?> type) {
            try {
              Constructor<?> constructor = type.getDeclaredConstructor(String.class);
              constructor.setAccessible(true);
              return constructor;
            } catch (NoSuchMethodException e) {
              throw new IllegalStateException(type + " is no record of one String", e);
            }
          }
        };

    @Override
    public <T extends Identifier> Converter<String, T> getConverter(Class<T> type) {
      Constructor<?> constructor = CONSTRUCTORS.get(type);
      return value -> {
        try {
          return type.cast(constructor.newInstance(value));
        } catch (InstantiationException | IllegalAccessException e) {
          throw new IllegalStateException(type + " can't be made", e);
        } catch (InvocationTargetException e) {
          throw new IllegalArgumentException(type.getSimpleName() + " refused its value", e);
        }
      };
    }
  }

  /** H2 reads a {@code timestamp with time zone} as this; PostgreSQL's driver as a Timestamp. */
  @ReadingConverter
  static final class OffsetToInstant implements Converter<OffsetDateTime, Instant> {
    @Override
    public Instant convert(OffsetDateTime time) {
      return time.toInstant();
    }
  }
}
