package org.tiltyard.battle;

/** Where a model sits in a battle: its only identity before the reveal. A is shown on the left. */
public enum Seat {
  A("a"),
  B("b");

  private final String word;

  Seat(String word) {
    this.word = word;
  }

  /** The form in addresses, events and the database. */
  public String word() {
    return word;
  }

  /** The seat across. */
  public Seat other() {
    return this == A ? B : A;
  }

  static Seat of(String word) {
    return word.equals("a") ? A : B;
  }
}
