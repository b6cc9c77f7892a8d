package org.tiltyard.integrity;

import java.util.List;

/**
 * A vote's line as pages show it.
 *
 * @param at as a machine reads it; empty when unknown
 * @param verdict a key of messages: {@code a}, {@code b}, {@code tie}, {@code bothbad}, {@code
 *     inconsistent}
 * @param standing {@code counts}, {@code excluded}, {@code banned} or {@code left-out}
 */
public record VoteView(
    VoteLists.Line line, String at, String verdict, String standing, List<FlagView> flags) {

  static VoteView of(VoteLists.Line line) {
    String reason = line.leftOut();
    String standing =
        reason == null
            ? "counts"
            : reason.equals(Standings.EXCLUDED) || reason.equals(Standings.BANNED)
                ? reason
                : "left-out";
    return new VoteView(
        line,
        line.at() == null ? "" : line.at().toString(),
        verdict(line.winner()),
        standing,
        FlagView.of(line.flags()));
  }

  static String verdict(String winner) {
    return switch (winner) {
      case "model_a" -> "a";
      case "model_b" -> "b";
      case "tie (bothbad)" -> "bothbad";
      case "tie (inconsistent)" -> "inconsistent";
      default -> "tie";
    };
  }

  /** Whether somebody said that it counts in spite of its flags. */
  public boolean isRestored() {
    return Decision.RESTORED.word().equals(line.decision());
  }

  /** A part of the network's hash, enough to tell two apart; empty when unknown. */
  public String networkName() {
    return line.network() == null ? "" : shortened(line.network());
  }

  static String shortened(String network) {
    return network.substring(0, Math.min(8, network.length()));
  }
}
