package org.tiltyard.schema;

import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Any number of values of one kind, none of them null. */
record ListKind<V>(Kind<V> element) implements Kind<List<V>> {

  @Override
  public Column.Type column() {
    return new Column.ListOf(element.column());
  }

  @Override
  public void write(JsonGenerator json, List<V> values) {
    json.writeStartArray();
    for (V value : values) {
      element.write(json, value);
    }
    json.writeEndArray();
  }

  @Override
  public List<V> read(Object tree, Place place) throws BadRow {
    if (!(tree instanceof List<?> list)) {
      throw place.wrongType("a list", tree);
    }
    List<V> values = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      @Nullable Object value = list.get(i);
      Place at = place.element(i);
      if (value == null) {
        throw at.bad(Problem.Reason.WRONG_TYPE, "null");
      }
      values.add(element.read(value, at));
    }
    return values;
  }

  @Override
  public FieldType parquet() {
    return FieldTypes.LIST.ofType(element.parquet());
  }

  @Override
  public Object toParquet(List<V> values) {
    List<@Nullable Object> columns = new ArrayList<>(values.size());
    for (V value : values) {
      columns.add(element.toParquet(value));
    }
    return columns;
  }
}
