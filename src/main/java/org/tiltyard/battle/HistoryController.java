package org.tiltyard.battle;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.identity.Participants;
import org.tiltyard.shared.Identifier;

/** A person's own battles, newest first. */
@Controller
class HistoryController {

  /** One battle in the list; names are there only where they may be shown. */
  record Entry(
      String id,
      String mode,
      String prompt,
      String when,
      int turns,
      @Nullable String winner,
      @Nullable Lineup lineup) {}

  private static final int PAGE = 30;
  private static final int PROMPT_SHOWN = 160;

  private final BattleRecords battles;
  private final JdbcClient database;
  private final Outcomes outcomes;
  private final Participants participants;

  HistoryController(
      BattleRecords battles, JdbcClient database, Outcomes outcomes, Participants participants) {
    this.battles = battles;
    this.database = database;
    this.outcomes = outcomes;
    this.participants = participants;
  }

  @GetMapping("/history")
  String history(
      @RequestParam(required = false) @Nullable String before,
      Model model,
      ServerWebExchange exchange) {
    List<Battle> found =
        participants.of(exchange).map(voter -> page(voter, before)).orElse(List.of());
    boolean more = found.size() > PAGE;
    List<Battle> shown = more ? found.subList(0, PAGE) : found;
    Map<BattleId, Outcome> results = outcomes.of(shown);
    Map<BattleId, Lineup> lineups = outcomes.lineups(shown);
    Map<String, String> prompts = prompts(shown);
    model.addAttribute(
        "entries",
        shown.stream()
            .map(battle ->
                entry(
                    battle,
                    prompts.getOrDefault(battle.id().value(), ""),
                    results.get(battle.id()),
                    lineups.get(battle.id())))
            .toList());
    if (more) {
      Battle last = shown.getLast();
      model.addAttribute("older", "/history?before=" + last.createdAt() + "_" + last.id().value());
    }
    return "battle/history";
  }

  private List<Battle> page(ParticipantId voter, @Nullable String before) {
    Mark mark = Mark.parse(before);
    return battles.before(voter.value(), mark.createdAt, mark.id, PAGE + 1);
  }

  /** The first prompts of the battles, in one query. */
  private Map<String, String> prompts(List<Battle> battles) {
    Map<String, String> prompts = new HashMap<>();
    if (!battles.isEmpty()) {
      database
          .sql("select battle_id, prompt from turn where number = 1 and battle_id in (:battles)")
          .param("battles", battles.stream().map(battle -> battle.id().value()).toList())
          .query(row -> {
            prompts.put(row.getString(1), row.getString(2));
          });
    }
    return prompts;
  }

  private static Entry entry(
      Battle battle, String prompt, @Nullable Outcome outcome, @Nullable Lineup lineup) {
    return new Entry(
        battle.id().value(),
        battle.mode(),
        shortened(prompt),
        battle.createdAt().toString(),
        battle.turns(),
        outcome == null ? null : outcome.winner(),
        lineup);
  }

  private static String shortened(String prompt) {
    if (prompt.codePointCount(0, prompt.length()) <= PROMPT_SHOWN) {
      return prompt;
    }
    return prompt.substring(0, prompt.offsetByCodePoints(0, PROMPT_SHOWN)) + "…";
  }

  /** Where a page of the list ends: the time and id of its last battle. */
  private record Mark(Instant createdAt, String id) {

    private static final Mark END = new Mark(Instant.parse("9999-01-01T00:00:00Z"), "z");

    static Mark parse(@Nullable String text) {
      int split = text == null ? -1 : text.indexOf('_');
      if (text == null || split < 0 || !Identifier.isWellFormed(text.substring(split + 1))) {
        return END;
      }
      try {
        return new Mark(Instant.parse(text.substring(0, split)), text.substring(split + 1));
      } catch (DateTimeParseException malformed) {
        return END;
      }
    }
  }
}
