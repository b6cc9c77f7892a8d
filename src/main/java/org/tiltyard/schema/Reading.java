package org.tiltyard.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Problem.Reason;

/** Turns trees into rows of one schema, and counts what becomes of them. */
final class Reading {

  private static final int UNKNOWN_AT_MOST = 20;

  private final ReadLimits limits;
  private final RowSink sink;
  private @Nullable Schema schema;
  private long rows;
  private long problems;
  private long unknown;

  Reading(@Nullable Schema schema, ReadLimits limits, RowSink sink) {
    this.schema = schema;
    this.limits = limits;
    this.sink = sink;
  }

  /** Takes one row; what is wrong with it goes to the sink. */
  void row(long number, @Nullable Object tree, boolean columnar) throws Stopped {
    Row row;
    try {
      row = read(tree, columnar);
    } catch (BadRow e) {
      problem(e.at(number));
      return;
    }
    rows++;
    sink.row(number, row);
  }

  private Row read(@Nullable Object tree, boolean columnar) throws BadRow, Stopped {
    if (!(tree instanceof Map<?, ?> map)) {
      throw new BadRow("", Reason.MALFORMED, "an object wanted");
    }
    return Shapes.of(schema(map)).read(map, Place.row(columnar));
  }

  private Schema schema(Map<?, ?> first) throws BadRow, Stopped {
    if (schema == null) {
      schema = Detection.schema(first).orElse(null);
    }
    if (schema != null) {
      return schema;
    }
    unknown++;
    String found = first.isEmpty() ? "no fields" : "fields " + names(first);
    if (unknown > UNKNOWN_AT_MOST) {
      throw new Stopped(Reason.UNKNOWN_SCHEMA, found);
    }
    throw new BadRow("", Reason.UNKNOWN_SCHEMA, found);
  }

  private static String names(Map<?, ?> map) {
    List<String> names = map.keySet().stream().limit(12).map(String::valueOf).toList();
    return String.join(", ", names);
  }

  void problem(Problem problem) throws Stopped {
    problems++;
    sink.problem(problem);
    if (problems >= limits.problems()) {
      throw new Stopped(Reason.TOO_MANY_PROBLEMS, problems + " bad rows");
    }
  }

  ReadSummary summary(@Nullable Format format, @Nullable Problem stopped) {
    boolean nothingKnown = stopped == null && schema == null && unknown > 0;
    Problem end =
        nothingKnown ? new Problem(0, "", Reason.UNKNOWN_SCHEMA, "no row has one") : stopped;
    return new ReadSummary(schema, format, rows, problems, end);
  }
}
