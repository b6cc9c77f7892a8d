package org.tiltyard.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which votes are asked for; what is empty or makes no sense asks for all.
 *
 * @param rule only those with a flag of this rule
 * @param show {@code flagged} (the default), {@code unavailable}, {@code left-out}, {@code
 *     excluded}, {@code restored}, {@code banned} or {@code all}
 * @param judge the number of a judge
 * @param network the hash of a network
 * @param source {@code imported}, or the arena's own
 */
record VoteFilter(
    @Nullable String rule,
    @Nullable String show,
    @Nullable String judge,
    @Nullable String network,
    @Nullable String source) {

  /** What can be shown, the default first. */
  static final List<String> SHOWN =
      List.of("flagged", "left-out", "excluded", "restored", "banned", "unavailable", "all");

  private static final int LONGEST_NUMBER = 9;

  /** Conditions on a vote whose id is {@code vote_id}, and what they are compared with. */
  record Where(List<String> conditions, List<Object> values) {

    private void add(String condition, Object... compared) {
      conditions.add(condition);
      values.addAll(List.of(compared));
    }
  }

  /** Votes by one judge, whatever is said of them. */
  static VoteFilter ofJudge(int judge) {
    return new VoteFilter(null, "all", String.valueOf(judge), null, null);
  }

  /** What is shown; the page asks, too. */
  public String shown() {
    return show != null && SHOWN.contains(show) ? show : SHOWN.getFirst();
  }

  boolean imported() {
    return "imported".equals(source);
  }

  Optional<Rule> ofRule() {
    return Rule.of(rule == null ? "" : rule);
  }

  /** Whether anything but the default is asked for; the page asks, too. */
  public boolean isNarrow() {
    return ofRule().isPresent()
        || !shown().equals(SHOWN.getFirst())
        || judgeNumber().isPresent()
        || isGiven(network)
        || imported();
  }

  Optional<Integer> judgeNumber() {
    String digits = judge == null ? "" : judge.strip().replaceFirst("^arena_user_", "");
    return digits.matches("[0-9]{1," + LONGEST_NUMBER + "}")
        ? Optional.of(Integer.valueOf(digits))
        : Optional.empty();
  }

  /**
   * @param id the column that has the vote's id
   */
  Where where(String id) {
    Where where = new Where(new ArrayList<>(), new ArrayList<>());
    String flag = "exists (select 1 from vote_flag where vote_flag.conversation_id = " + id;
    String state = shown().equals("unavailable") ? "unavailable" : "flagged";
    boolean flagsAlone = shown().equals("flagged") || shown().equals("unavailable");
    ofRule()
        .ifPresentOrElse(
            one ->
                where.add(
                    flag + " and vote_flag.rule = ? and vote_flag.state = ?)", one.word(), state),
            () -> {
              if (flagsAlone) {
                where.add(flag + " and vote_flag.state = ?)", state);
              }
            });
    switch (shown()) {
      case "left-out" -> where.add(id + " in (select conversation_id from vote_left_out)");
      case "excluded", "restored" ->
          where.add(
              "exists (select 1 from vote_decision where vote_decision.conversation_id = "
                  + id
                  + " and vote_decision.decision = ?)",
              shown());
      case "banned" ->
          where.add(
              id
                  + " in (select vote.battle_id from vote"
                  + " join banned_judge on banned_judge.judge = vote.judge"
                  + " union select vote_network.battle_id from vote_network"
                  + " join banned_network on banned_network.network = vote_network.network)");
      default -> {}
    }
    if (!imported()) {
      judgeNumber().ifPresent(number -> where.add("vote.judge = ?", number));
      if (isGiven(network)) {
        where.add("net.network = ?", network.strip());
      }
    }
    return where;
  }

  @Contract("null -> false")
  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  /** An address under a path that keeps the filter. */
  String link(String path, @Nullable String before) {
    UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
    add(link, "rule", rule);
    add(link, "show", show);
    add(link, "judge", judge);
    add(link, "network", network);
    add(link, "source", source);
    add(link, "before", before);
    return link.encode().build().toUriString();
  }

  private static void add(UriComponentsBuilder link, String name, @Nullable String value) {
    if (isGiven(value)) {
      link.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
    }
  }
}
