package org.tiltyard.admin;

import java.time.Instant;
import java.util.List;

/**
 * What the overview shows of one range.
 *
 * @param people who started a battle
 * @param models those that answered, most tokens first
 * @param errors by kind, most frequent first
 */
record Figures(
    long battles,
    long votes,
    long people,
    List<Slice> slices,
    List<ModelUse> models,
    List<ErrorCount> errors) {

  /** What began in one slice of time. */
  record Slice(Instant begin, long battles, long votes) {}

  /**
   * What one model did.
   *
   * @param answers all, failed ones too
   * @param counted of them with a number of tokens
   * @param cost in US dollars, of those answers that have a price
   * @param priced how many those are
   */
  record ModelUse(
      String name,
      long answers,
      long failed,
      long counted,
      long tokensIn,
      long tokensOut,
      double cost,
      long priced) {

    long tokens() {
      return tokensIn + tokensOut;
    }
  }

  /** How often answers failed in one way. */
  record ErrorCount(String kind, long number) {}

  long answers() {
    return models.stream().mapToLong(ModelUse::answers).sum();
  }

  long tokensIn() {
    return models.stream().mapToLong(ModelUse::tokensIn).sum();
  }

  long tokensOut() {
    return models.stream().mapToLong(ModelUse::tokensOut).sum();
  }

  double cost() {
    return models.stream().mapToDouble(ModelUse::cost).sum();
  }

  long priced() {
    return models.stream().mapToLong(ModelUse::priced).sum();
  }

  /** Answers with a number of tokens but without a price. */
  long unpriced() {
    return models.stream().mapToLong(model -> model.counted - model.priced).sum();
  }

  /** Answers that nobody counted the tokens of: stopped, failed, or from a server that does not. */
  long uncounted() {
    return models.stream().mapToLong(model -> model.answers - model.counted).sum();
  }
}
