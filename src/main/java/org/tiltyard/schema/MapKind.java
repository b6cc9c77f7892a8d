package org.tiltyard.schema;

import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Values of one kind by names: first the known names in their order, then any others in theirs.
 * Columns have the known ones, each as a kind of its own.
 */
record MapKind<V>(Map<String, Kind<V>> known, Kind<V> any) implements Kind<Map<String, V>> {

  @Override
  public Column.Type column() {
    List<Column> columns = new ArrayList<>();
    known.forEach((name, kind) -> columns.add(new Column(name, kind.column())));
    return new Column.Struct(columns);
  }

  @Override
  public void write(JsonGenerator json, Map<String, V> values) {
    json.writeStartObject();
    for (String name : known.keySet()) {
      @Nullable V value = values.get(name);
      if (value != null) {
        json.writeName(name);
        any.write(json, value);
      }
    }
    values.forEach((name, value) -> {
      if (!known.containsKey(name)) {
        json.writeName(WellFormed.text(name));
        any.write(json, value);
      }
    });
    json.writeEndObject();
  }

  @Override
  public Map<String, V> read(Object tree, Place place) throws BadRow {
    if (!(tree instanceof Map<?, ?> map)) {
      throw place.wrongType("an object", tree);
    }
    Map<String, V> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = (String) entry.getKey();
      @Nullable Object value = entry.getValue();
      if (value != null) {
        values.put(name, any.read(value, place.field(name)));
      } else if (!place.columnar()) {
        throw place.field(name).bad(Problem.Reason.WRONG_TYPE, "null");
      }
    }
    return values;
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  @Override
  public FieldType parquet() {
    WriteRecordModelType<Map> model = FieldTypes.writeRecordModel(Map.class);
    known.forEach((name, kind) ->
        model.withField(
            name,
            kind.parquet(),
            map -> {
              @Nullable V value = ((Map<String, V>) map).get(name);
              return value == null ? null : kind.toParquet(value);
            }));
    return model;
  }
}
