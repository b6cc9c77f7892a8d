package org.tiltyard.schema;

import com.jerolba.carpet.model.FieldType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A value in a record of its own that files don't show. */
record Wrapped<W, V>(Kind<V> kind, Function<W, V> unwrap, Function<V, W> wrap) implements Kind<W> {

  @Override
  public Column.Type column() {
    return kind.column();
  }

  @Override
  public void write(JsonGenerator json, W value) {
    kind.write(json, unwrap.apply(value));
  }

  @Override
  public W read(Object tree, Place place) throws BadRow {
    return wrap.apply(kind.read(tree, place));
  }

  @Override
  public FieldType parquet() {
    return kind.parquet();
  }

  @Override
  public @Nullable Object toParquet(W value) {
    return kind.toParquet(unwrap.apply(value));
  }
}
