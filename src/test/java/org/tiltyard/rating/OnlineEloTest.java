package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OnlineEloTest {

  /** Winner, loser and how often in a row, in the order in which the games were played. */
  private static final int[][] GAMES = {
    {0, 1, 2}, {1, 0, 3}, {0, 3, 1}, {3, 0, 4}, {1, 2, 5}, {2, 1, 3}, {2, 3, 1}, {3, 2, 3}
  };

  @Test
  void findsTheKnownRatings() {
    OnlineElo elo = new OnlineElo(4, 4);
    for (int[] games : GAMES) {
      for (int game = 0; game < games[2]; game++) {
        elo.play(games[0], games[1], Outcome.WIN);
      }
    }

    double[] known = {992.015351, 1005.505481, 992.795673, 1009.683496};
    for (int player = 0; player < known.length; player++) {
      assertThat(elo.rating(player)).isCloseTo(known[player], within(1e-6));
    }
  }

  @Test
  void movesNothingForATieOfEqualsOrAGameAgainstOneself() {
    OnlineElo elo = new OnlineElo(2, 4);
    elo.play(0, 1, Outcome.TIE);
    elo.play(1, 1, Outcome.WIN);

    assertThat(elo.rating(0)).isEqualTo(1000);
    assertThat(elo.rating(1)).isEqualTo(1000);
  }
}
