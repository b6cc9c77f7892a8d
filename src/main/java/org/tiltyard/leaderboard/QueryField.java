package org.tiltyard.leaderboard;

import java.util.List;

/**
 * A part of a query as a form asks for it.
 *
 * @param value what is given, or the standard
 * @param standard what holds when the address says nothing
 * @param options what can be chosen; empty where something is typed
 */
record QueryField(String name, Kind kind, String value, String standard, List<String> options) {

  /** How it is asked for. */
  enum Kind {
    CHOICE,
    LANGUAGE,
    DAY,
    NUMBER
  }

  QueryField {
    options = List.copyOf(options);
  }

  /** Whether it has to be in the address. */
  public boolean differs() {
    return !value.equals(standard);
  }

  /** Whether its options have words of their own; others are their own word. */
  public boolean isNamed() {
    return kind == Kind.CHOICE;
  }

  /** Whether it is one of a few. */
  public boolean isChosen() {
    return kind == Kind.CHOICE || kind == Kind.LANGUAGE;
  }

  /** The type of its input. */
  public String type() {
    return kind == Kind.DAY ? "date" : "number";
  }
}
