package org.tiltyard.leaderboard;

import org.tiltyard.rating.BradleyTerry;
import org.tiltyard.rating.Fit;
import org.tiltyard.rating.Interval;
import org.tiltyard.rating.Sandwich;
import org.tiltyard.rating.StyledFit;
import org.tiltyard.rating.Uncertainty;

/** What a board needs to know of fitted players, whether style is accounted for or not. */
interface Strengths {

  /** Who was compared; who isn't rated there has no strength here. */
  Fit fit();

  double of(int player);

  Interval interval(int player);

  Interval difference(int first, int second);

  default double probability(int first, int second) {
    return BradleyTerry.probability(of(first) - of(second));
  }

  static Strengths plain(Fit fit, Uncertainty uncertainty) {
    Sandwich sandwich = uncertainty instanceof Sandwich given ? given : Sandwich.of(fit);
    return new Strengths() {
      @Override
      public Fit fit() {
        return fit;
      }

      @Override
      public double of(int player) {
        return fit.strength(player);
      }

      @Override
      public Interval interval(int player) {
        return uncertainty.interval(player);
      }

      @Override
      public Interval difference(int first, int second) {
        return sandwich.difference(first, second);
      }
    };
  }

  static Strengths styled(StyledFit styled) {
    return new Strengths() {
      @Override
      public Fit fit() {
        return styled.plain();
      }

      @Override
      public double of(int player) {
        return styled.strength(player);
      }

      @Override
      public Interval interval(int player) {
        return styled.interval(player);
      }

      @Override
      public Interval difference(int first, int second) {
        return styled.difference(first, second);
      }
    };
  }
}
