package org.tiltyard.shared;

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
    @Override
    public <T extends Identifier> Converter<String, T> getConverter(Class<T> type) {
      return value -> {
        try {
          var constructor = type.getDeclaredConstructor(String.class);
          constructor.setAccessible(true);
          return constructor.newInstance(value);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
          throw new IllegalStateException(type + " is no record of one String", e);
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
