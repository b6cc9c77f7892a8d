package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.leaderboard.BoardQuery;
import org.tiltyard.leaderboard.Boards;
import org.tiltyard.leaderboard.SeededBattles;
import org.tiltyard.testing.TestArena;

/** What is older than the settings say goes, what is younger stays, and boards follow. */
class RetentionIT {

  @Test
  void deletesByPolicyAndNothingElse() {
    try (TestArena arena =
        TestArena.start(
            "--tiltyard.leaderboard.minimum-votes=1",
            "--tiltyard.retention.unvoted-days=30",
            "--tiltyard.retention.text-days=60",
            "--tiltyard.retention.audit-days=90")) {
      SeededBattles seeded = new SeededBattles(arena);
      List<String> models = seeded.models("alder", "birch");
      Instant now = Instant.now();
      String old =
          seeded
              .from(now.minus(Duration.ofDays(61)))
              .votes(models.getFirst(), models.getLast(), "model_a", 501);
      String young =
          seeded
              .from(now.minus(Duration.ofDays(31)))
              .votes(models.getFirst(), models.getLast(), "model_b", 2);
      seeded.votes(models.getFirst(), models.getLast(), "model_a", 1);
      String unvoted = seeded.votes(models.getFirst(), models.getLast(), "tie", 1);
      seeded.areCounted();
      arena.database().sql("delete from vote where battle_id = ?").param(unvoted).update();
      arena.database().sql("update vote set comment = 'words'").update();
      arena.part(AuditLog.class).recordBySystem("model.edited", "model", "a", "alder", Map.of());
      arena
          .database()
          .sql("update audit_entry set at = ?")
          .param(now.minus(Duration.ofDays(91)).atOffset(java.time.ZoneOffset.UTC))
          .update();
      assertThat(votesOnTheBoard(arena)).isEqualTo(505);

      arena.part(Retention.class).purge();
      seeded.areCounted();

      assertThat(count(arena, "select count(*) from battle where id = '" + unvoted + "'")).isZero();
      assertThat(texts(arena, old)).containsOnly("");
      assertThat(texts(arena, young)).doesNotContain("");
      assertThat(count(arena, "select count(*) from turn where prompt <> ''")).isEqualTo(3);
      assertThat(count(arena, "select count(*) from vote where comment is not null")).isEqualTo(3);
      assertThat(count(arena, "select count(*) from vote")).isEqualTo(504);
      assertThat(count(arena, "select count(*) from audit_entry")).isZero();
      assertThat(votesOnTheBoard(arena)).isEqualTo(3);

      arena.part(Retention.class).purge();
      assertThat(count(arena, "select count(*) from battle")).isEqualTo(504);
    }
  }

  private static long votesOnTheBoard(TestArena arena) {
    return arena.part(Boards.class).of(BoardQuery.of(new LinkedMultiValueMap<>())).votes();
  }

  private static long count(TestArena arena, String query) {
    return arena.database().sql(query).query(Long.class).single();
  }

  private static List<String> texts(TestArena arena, String battle) {
    return arena
        .database()
        .sql(
            "select prompt from turn where battle_id = :id"
                + " union all select text from answer where battle_id = :id")
        .param("id", battle)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
