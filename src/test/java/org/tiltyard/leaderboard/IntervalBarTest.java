package org.tiltyard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tiltyard.leaderboard.IntervalBar.Scale;
import org.tiltyard.models.ModelId;
import org.tiltyard.rating.Rank;

/** Where intervals are drawn, and how they are written. */
class IntervalBarTest {

  private static BoardRow row(double rating, double lower, double upper) {
    return new BoardRow(
        new ModelId("0".repeat(32)),
        "ash",
        null,
        null,
        null,
        false,
        new Rank(1, 3),
        rating,
        lower,
        upper,
        9,
        5,
        3,
        1,
        0.6,
        null,
        null,
        null,
        null);
  }

  @Test
  void allBarsAreOnOneScale() {
    List<BoardRow> rows = List.of(row(1100, 1000, 1200), row(950, 800, 1000));
    Scale scale = Scale.of(rows);
    assertThat(scale.bar(rows.get(0))).isEqualTo(new IntervalBar(50, 100, 75));
    assertThat(scale.bar(rows.get(1))).isEqualTo(new IntervalBar(0, 50, 37.5));
  }

  @Test
  void aBoundThatIsNotKnownLiesAtTheEdge() {
    BoardRow unknown = row(1000, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    Scale scale = Scale.of(List.of(unknown));
    assertThat(scale.bar(unknown)).isEqualTo(new IntervalBar(0, 100, 50));
    BoardLine line = new BoardLine(unknown, scale.bar(unknown));
    assertThat(line.bounds()).isEmpty();
    assertThat(line.width()).isEmpty();
  }

  @Test
  void onlyTiesLeaveAPointInTheMiddle() {
    BoardRow sure = row(1000, 1000, 1000);
    assertThat(Scale.of(List.of(sure)).bar(sure)).isEqualTo(new IntervalBar(50, 50, 50));
    assertThat(Scale.of(List.of())).isEqualTo(new Scale(-1, 1));
  }

  @Test
  void boundsAreWrittenByTheirDistance() {
    BoardLine even = new BoardLine(row(1000, 985.2, 1014.8), new IntervalBar(0, 1, 0));
    assertThat(even.bounds()).isEqualTo("±15");
    assertThat(even.places()).isEqualTo("1–3");
    BoardLine uneven = new BoardLine(row(1000, 988, 1020), new IntervalBar(0, 1, 0));
    assertThat(uneven.bounds()).isEqualTo("+20 −12");
  }
}
