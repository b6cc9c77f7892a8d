package org.tiltyard.rating;

/** What a value lies between, with a confidence of 95 %. */
public record Interval(double lower, double upper) {

  /** The distance between the bounds. */
  public double width() {
    return upper - lower;
  }
}
