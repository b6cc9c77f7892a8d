package org.tiltyard.rating;

/**
 * How much one person prefers one player to another.
 *
 * @param probability that the person's next vote on the two goes to the first, if it goes to one
 * @param interval where the share of such votes lies in the long run, with a probability of 95 %
 * @param certainty the probability that the person prefers the first at all: that this share
 *     exceeds one half
 */
public record Preference(double probability, Interval interval, double certainty) {}
