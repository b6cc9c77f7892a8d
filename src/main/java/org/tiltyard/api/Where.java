package org.tiltyard.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Conditions of a query, with their values in order. */
final class Where {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Adds a condition with as many question marks as values. */
  Where and(String condition, Object... its) {
    conditions.add(condition);
    Collections.addAll(values, its);
    return this;
  }

  /** {@code where …}, or nothing without a condition. */
  String sql() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  List<Object> values() {
    return values;
  }
}
