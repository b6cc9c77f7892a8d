package org.tiltyard.leaderboard;

/** What conversations are about, by their words. A conversation may be in several. */
public enum Category implements Choice {
  /** Code is written or asked for. */
  CODING("coding"),
  /** Something is to be worked out. */
  MATH("math"),
  /** The first prompt is long. */
  LONG_PROMPT("long_prompt"),
  /** There is more than one turn. */
  MULTI_TURN("multi_turn"),
  /** The prompt says how the answer has to be. */
  INSTRUCTIONS("instructions");

  private final String column;

  Category(String column) {
    this.column = column;
  }

  /** Its column in the tables of votes and of cells. */
  String column() {
    return column;
  }
}
