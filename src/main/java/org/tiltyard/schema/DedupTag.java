package org.tiltyard.schema;

/**
 * What is known of a prompt's repetition in the whole dataset.
 *
 * @param highFreq whether it is among the most frequent prompts
 * @param sampled whether this row was kept when those were thinned out
 */
public record DedupTag(boolean highFreq, boolean sampled, Extra extra) {

  /** Of a prompt that is rare enough. */
  public static final DedupTag RARE = new DedupTag(false, true);

  public DedupTag(boolean highFreq, boolean sampled) {
    this(highFreq, sampled, Extra.NONE);
  }
}
