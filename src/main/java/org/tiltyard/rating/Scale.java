package org.tiltyard.rating;

/**
 * From strengths to ratings: centre + points · θ.
 *
 * @param centre the rating of strength 0
 * @param points rating points for one unit of strength
 */
public record Scale(double centre, double points) {

  /** 400 points for odds of ten to one, and a mean of 1000. */
  public static final Scale ELO = new Scale(1000, 400 / StrictMath.log(10));

  /** This scale, moved so that a rated player has the rating given. */
  public Scale anchoredAt(double rating, int player, Fit fit) {
    return new Scale(rating - points * fit.strength(player), points);
  }

  /** The rating of a strength. */
  public double rating(double strength) {
    return centre + points * strength;
  }

  /** The ratings between which a strength lies. */
  public Interval rating(Interval strength) {
    return new Interval(rating(strength.lower()), rating(strength.upper()));
  }
}
