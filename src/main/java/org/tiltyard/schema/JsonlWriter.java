package org.tiltyard.schema;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;

/** One object a line. */
final class JsonlWriter<T extends Row> implements RowWriter {

  private final Shape<T> shape;
  private final JsonGenerator json;

  JsonlWriter(Shape<T> shape, OutputStream out) {
    this.shape = shape;
    this.json = JsonText.FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  @Override
  public void write(Row row) {
    T typed = DatasetFiles.typed(shape, row);
    try {
      shape.write(json, typed);
      json.writeRaw('\n');
    } catch (JacksonException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (JacksonException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(JacksonException e) {
    return e instanceof JacksonIOException && e.getCause() instanceof IOException cause
        ? new UncheckedIOException(cause)
        : e;
  }
}
