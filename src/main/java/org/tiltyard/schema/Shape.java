package org.tiltyard.schema;

import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Problem.Reason;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * An object with named fields: the one description of a schema that writing, reading and cards
 * follow.
 *
 * @param <T> the record that holds it
 */
final class Shape<T> implements Kind<T> {

  /** What a field without a value means. */
  enum Presence {
    /** There must be a value. */
    REQUIRED,
    /** It may be null; own rows always have the field. */
    NULLABLE,
    /** JSON has the field only with a value. */
    OMITTED
  }

  private record Field<T, V>(
      String name,
      SerializedString written,
      Kind<V> kind,
      Presence presence,
      Function<T, @Nullable V> get) {}

  private final Class<T> type;
  private final List<Field<T, ?>> fields = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Function<T, Extra> extra;
  private final Function<Values, T> make;

  Shape(Class<T> type, Function<T, Extra> extra, Function<Values, T> make) {
    this.type = type;
    this.extra = extra;
    this.make = make;
  }

  <V> Shape<T> required(String name, Kind<V> kind, Function<T, V> get) {
    return with(name, kind, Presence.REQUIRED, row -> get.apply(row));
  }

  <V> Shape<T> nullable(String name, Kind<V> kind, Function<T, @Nullable V> get) {
    return with(name, kind, Presence.NULLABLE, get);
  }

  <V> Shape<T> omitted(String name, Kind<V> kind, Function<T, @Nullable V> get) {
    return with(name, kind, Presence.OMITTED, get);
  }

  private <V> Shape<T> with(
      String name, Kind<V> kind, Presence presence, Function<T, @Nullable V> get) {
    fields.add(new Field<>(name, new SerializedString(name), kind, presence, get));
    names.add(name);
    return this;
  }

  Class<T> type() {
    return type;
  }

  List<Column> columns() {
    return fields.stream().map(field -> new Column(field.name, field.kind.column())).toList();
  }

  @Override
  public Column.Type column() {
    return new Column.Struct(columns());
  }

  @Override
  public void write(JsonGenerator json, T value) {
    Extra differences = extra.apply(value);
    json.writeStartObject();
    for (Field<T, ?> field : fields) {
      write(json, field, value, differences);
    }
    differences
        .fields()
        .forEach((name, text) -> {
          json.writeName(WellFormed.text(name));
          json.writeRawValue(text);
        });
    json.writeEndObject();
  }

  private <V> void write(JsonGenerator json, Field<T, V> field, T row, Extra differences) {
    @Nullable V value = field.get.apply(row);
    if (value != null) {
      json.writeName(field.written);
      field.kind.write(json, value);
    } else if (field.presence != Presence.OMITTED && !differences.absent().contains(field.name)) {
      json.writeName(field.written);
      json.writeNull();
    }
  }

  @Override
  public T read(Object tree, Place place) throws BadRow {
    if (!(tree instanceof Map<?, ?> map)) {
      throw place.wrongType("an object", tree);
    }
    @Nullable Object[] values = new Object[fields.size()];
    Set<String> absent = new HashSet<>();
    for (int i = 0; i < values.length; i++) {
      Field<T, ?> field = fields.get(i);
      @Nullable Object found = map.get(field.name);
      if (found != null) {
        values[i] = field.kind.read(found, place.field(field.name));
      } else if (field.presence == Presence.REQUIRED) {
        throw place
            .field(field.name)
            .bad(map.containsKey(field.name) ? Reason.WRONG_TYPE : Reason.MISSING, "");
      } else if (field.presence == Presence.NULLABLE && !map.containsKey(field.name)) {
        absent.add(field.name);
      }
    }
    return make.apply(new Values(values, extra(map, absent, place.columnar())));
  }

  private Extra extra(Map<?, ?> map, Set<String> absent, boolean columnar) {
    Map<String, String> unknown = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      boolean there = value != null || !columnar;
      if (there && key instanceof String name && !names.contains(name)) {
        unknown.put(name, JsonText.of(value));
      }
    });
    return unknown.isEmpty() && absent.isEmpty() ? Extra.NONE : new Extra(unknown, absent);
  }

  @Override
  public WriteRecordModelType<T> parquet() {
    WriteRecordModelType<T> model = FieldTypes.writeRecordModel(type);
    for (Field<T, ?> field : fields) {
      addTo(model, field);
    }
    return model;
  }

  @SuppressWarnings("NullAway") // The library takes null for a column without a value.
  private <V> void addTo(WriteRecordModelType<T> model, Field<T, V> field) {
    model.withField(
        field.name,
        field.kind.parquet(),
        row -> {
          @Nullable V value = field.get.apply(row);
          return value == null ? null : field.kind.toParquet(value);
        });
  }

  /** The values of an object in the order of its fields, for the record's constructor. */
  static final class Values {

    private final @Nullable Object[] values;
    private final Extra extra;
    private int next;

    Values(@Nullable Object[] values, Extra extra) {
      this.values = values;
      this.extra = extra;
    }

    /** The next field's value; null only where the field may be. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    <V> V next() {
      return (V) values[next++];
    }

    Extra extra() {
      return extra;
    }
  }
}
