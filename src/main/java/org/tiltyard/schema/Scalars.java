package org.tiltyard.schema;

import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Problem.Reason;
import tools.jackson.core.JsonGenerator;

/** The kinds of single values. */
final class Scalars {

  static final Kind<String> STRING = new Text(null);
  static final Kind<Boolean> BOOL = new Bool();
  static final Kind<Integer> INT32 = new Int32(Integer.MIN_VALUE, Integer.MAX_VALUE);
  static final Kind<Integer> ZERO_OR_ONE = new Int32(0, 1);
  static final Kind<Long> INT64 = between(Long.MIN_VALUE, Long.MAX_VALUE);
  static final Kind<Double> FLOAT64 = new Float64();
  static final Kind<String> TIMESTAMP = new Timestamp();

  private Scalars() {}

  /** Text that is one of these. */
  static Kind<String> oneOf(String... values) {
    return new Text(Set.of(values));
  }

  /** Whole numbers of 64 bits, both ends included. */
  static Kind<Long> between(long least, long most) {
    return new Int64(least, most);
  }

  /** Text in the form that columns and JSON share: always with microseconds. */
  static String timestamp(LocalDateTime time) {
    return Timestamp.WRITTEN.format(time);
  }

  /** A time as it was read; UTC where no zone is said. */
  static LocalDateTime time(String text) {
    return switch (Timestamp.READ.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
      case OffsetDateTime zoned -> LocalDateTime.ofInstant(zoned.toInstant(), ZoneOffset.UTC);
      case LocalDateTime utc -> utc;
      default -> throw new IllegalStateException(text);
    };
  }

  private record Text(@Nullable Set<String> allowed) implements Kind<String> {

    @Override
    public Column.Type column() {
      return Column.Scalar.STRING;
    }

    @Override
    public void write(JsonGenerator json, String value) {
      json.writeString(WellFormed.text(value));
    }

    @Override
    public String read(Object tree, Place place) throws BadRow {
      if (!(tree instanceof String text)) {
        throw place.wrongType("text", tree);
      }
      if (allowed != null && !allowed.contains(text)) {
        throw place.bad(Reason.WRONG_VALUE, text);
      }
      if (!WellFormed.is(text)) {
        throw place.bad(Reason.NOT_UNICODE, "half of a surrogate pair");
      }
      return text;
    }

    @Override
    public FieldType parquet() {
      return FieldTypes.STRING;
    }

    @Override
    public Object toParquet(String value) {
      return WellFormed.text(value);
    }
  }

  private record Bool() implements Kind<Boolean> {

    @Override
    public Column.Type column() {
      return Column.Scalar.BOOL;
    }

    @Override
    public void write(JsonGenerator json, Boolean value) {
      json.writeBoolean(value);
    }

    @Override
    public Boolean read(Object tree, Place place) throws BadRow {
      if (tree instanceof Boolean value) {
        return value;
      }
      throw place.wrongType("true or false", tree);
    }

    @Override
    public FieldType parquet() {
      return FieldTypes.BOOLEAN;
    }
  }

  private record Int32(int least, int most) implements Kind<Integer> {

    @Override
    public Column.Type column() {
      return Column.Scalar.INT32;
    }

    @Override
    public void write(JsonGenerator json, Integer value) {
      json.writeNumber(value.intValue());
    }

    @Override
    public Integer read(Object tree, Place place) throws BadRow {
      long value = INT64.read(tree, place);
      if (value < least || value > most) {
        throw place.bad(Reason.WRONG_VALUE, Long.toString(value));
      }
      return (int) value;
    }

    @Override
    public FieldType parquet() {
      return FieldTypes.INTEGER;
    }
  }

  private record Int64(long least, long most) implements Kind<Long> {

    @Override
    public Column.Type column() {
      return Column.Scalar.INT64;
    }

    @Override
    public void write(JsonGenerator json, Long value) {
      json.writeNumber(value.longValue());
    }

    @Override
    public Long read(Object tree, Place place) throws BadRow {
      long found = whole(tree, place);
      if (found < least || found > most) {
        throw place.bad(Reason.WRONG_VALUE, Long.toString(found));
      }
      return found;
    }

    private static long whole(Object tree, Place place) throws BadRow {
      return switch (tree) {
        case Long value -> value;
        case Integer value -> value.longValue();
        case Short value -> value.longValue();
        case Byte value -> value.longValue();
        case JsonNumber number -> whole(number.text(), place);
        default -> throw place.wrongType("a whole number", tree);
      };
    }

    private static long whole(String text, Place place) throws BadRow {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw place.bad(Reason.WRONG_TYPE, "a whole number wanted, found " + text);
      }
    }

    @Override
    public FieldType parquet() {
      return FieldTypes.LONG;
    }
  }

  private record Float64() implements Kind<Double> {

    @Override
    public Column.Type column() {
      return Column.Scalar.FLOAT64;
    }

    @Override
    public void write(JsonGenerator json, Double value) {
      json.writeNumber(Numbers.text(value));
    }

    @Override
    public Double read(Object tree, Place place) throws BadRow {
      double value =
          switch (tree) {
            case JsonNumber number -> Double.parseDouble(number.text());
            case Number number -> number.doubleValue();
            default -> throw place.wrongType("a number", tree);
          };
      if (!Double.isFinite(value)) {
        throw place.bad(
            Reason.NOT_FINITE, tree instanceof JsonNumber number ? number.text() : tree.toString());
      }
      return value;
    }

    @Override
    public FieldType parquet() {
      return FieldTypes.DOUBLE;
    }
  }

  private record Timestamp() implements Kind<String> {

    private static final DateTimeFormatter WRITTEN =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

    /** With a {@code T} or a space, with or without fractions. */
    private static final DateTimeFormatter READ =
        new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX]")
            .toFormatter(Locale.ROOT);

    @Override
    public Column.Type column() {
      return Column.Scalar.TIMESTAMP;
    }

    @Override
    public void write(JsonGenerator json, String value) {
      json.writeString(value);
    }

    @Override
    public String read(Object tree, Place place) throws BadRow {
      return switch (tree) {
        case LocalDateTime time -> timestamp(time);
        case java.time.Instant time -> timestamp(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        case String text -> checked(text, place);
        default -> throw place.wrongType("a time", tree);
      };
    }

    private static String checked(String text, Place place) throws BadRow {
      try {
        var _ = time(text);
        return text;
      } catch (DateTimeParseException e) {
        throw place.bad(Reason.WRONG_VALUE, text);
      }
    }

    @Override
    public FieldType parquet() {
      return FieldTypes.LOCAL_DATE_TIME;
    }

    @Override
    public Object toParquet(String value) {
      return time(value);
    }
  }
}
