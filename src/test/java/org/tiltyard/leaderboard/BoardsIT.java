package org.tiltyard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.tiltyard.integrity.SeededDecisions;
import org.tiltyard.integrity.Standings;
import org.tiltyard.leaderboard.Unranked.Why;
import org.tiltyard.models.ModelId;
import org.tiltyard.testing.TestArena;
import org.tiltyard.vote.VotesChanged;

/** Boards over votes in a real database. */
class BoardsIT {

  private static TestArena arena;
  private static SeededBattles seeded;
  private static List<String> models;

  @BeforeAll
  static void start() {
    arena = TestArena.start("--tiltyard.leaderboard.minimum-votes=1");
    seeded = new SeededBattles(arena);
    models = seeded.models("A", "B", "C", "D", "lonely", "unbeaten");
    seeded.in("anonymous", "English", "visitor");
    knownGames();
    seeded.in("anonymous", "German", "annotator").from(Instant.parse("2026-04-01T10:00:00Z"));
    seeded.votes(models.get(0), models.get(2), "tie", 1);
    seeded.votes(models.get(3), models.get(1), "tie (bothbad)", 1);
    seeded.in("side-by-side", "English", "visitor");
    seeded.votes(models.get(5), models.get(0), "model_a", 3);
    seeded.areCounted();
  }

  /** The 22 games whose ratings are known. */
  private static void knownGames() {
    String a = models.get(0);
    String b = models.get(1);
    String c = models.get(2);
    String d = models.get(3);
    seeded.votes(a, b, "model_a", 2);
    seeded.votes(b, a, "model_a", 3);
    seeded.votes(a, d, "model_a", 1);
    seeded.votes(a, d, "model_b", 4);
    seeded.votes(b, c, "model_a", 5);
    seeded.votes(c, b, "model_a", 3);
    seeded.votes(d, c, "model_b", 1);
    seeded.votes(c, d, "model_b", 3);
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  private static Board board(String... parameters) {
    var given = new LinkedMultiValueMap<String, String>();
    for (int i = 0; i < parameters.length; i += 2) {
      given.add(parameters[i], parameters[i + 1]);
    }
    return arena.part(Boards.class).of(BoardQuery.of(given));
  }

  @Test
  void ratesByAllAnonymousVotes() {
    Board board = board();

    assertThat(board.rows()).extracting(BoardRow::name).containsExactly("D", "B", "C", "A");
    assertThat(board.rows().getFirst().rating()).isCloseTo(1127.6771, within(1e-3));
    assertThat(board.rows().getLast().rating()).isCloseTo(923.2309, within(1e-3));
    assertThat(board.votes()).isEqualTo(24);
    assertThat(board.ties()).isEqualTo(2);
    assertThat(board.rows().getFirst().votes()).isEqualTo(10);
  }

  @Test
  void leavesTiesOutWhereAsked() {
    Board board = board("ties", "out");

    BoardRow best = board.rows().getFirst();
    assertThat(best.rating()).isCloseTo(1142.4392, within(1e-3));
    assertThat(best.lower()).isCloseTo(929.989, within(1e-3));
    assertThat(best.upper()).isCloseTo(1354.889, within(1e-3));
    assertThat(best.winRate()).isCloseTo(7 / 9.0, within(1e-12));
    Board halved = board("ties", "halved");
    assertThat(halved.rows().getFirst().rating()).isBetween(1127.7, 1142.4);
  }

  @Test
  void filtersByWhatVotesHave() {
    assertThat(board("language", "English").votes()).isEqualTo(22);
    assertThat(board("language", "German").votes()).isEqualTo(2);
    assertThat(board("group", "annotators").votes()).isEqualTo(2);
    assertThat(board("group", "visitors").votes()).isEqualTo(22);
    assertThat(board("from", "2026-04-01").votes()).isEqualTo(2);
    assertThat(board("to", "2026-03-31").votes()).isEqualTo(22);
    assertThat(board("from", "2026-03-02", "to", "2026-03-31").votes()).isZero();
    assertThat(board("mode", "side-by-side").votes()).isEqualTo(3);
    assertThat(board("mode", "all").votes()).isEqualTo(27);
    assertThat(board("source", "imported").votes()).isZero();
    assertThat(board("category", "coding").votes()).isZero();
  }

  @Test
  void aRenamedModelKeepsItsVotesAndItsRating() {
    BoardRow before = board().rows().getFirst();
    rename("D", "D the second");

    BoardRow after = board().rows().getFirst();

    rename("D the second", "D");
    assertThat(after.name()).isEqualTo("D the second");
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.rating()).isEqualTo(before.rating());
    assertThat(after.votes()).isEqualTo(before.votes());
  }

  private static void rename(String from, String to) {
    arena
        .database()
        .sql("update language_model set name = ? where name = ?")
        .params(to, from)
        .update();
  }

  @Test
  void weighsByPropensityAsDrawn() {
    Board weighted = board("weights", "propensity");

    // All pairs were drawn with the same probability, so nothing changes.
    assertThat(weighted.rows().getFirst().rating()).isCloseTo(1127.6771, within(1e-3));
  }

  @Test
  void accountsForStyleAndSaysWhatItIsWorth() {
    Board styled = board("style", "on");

    StyleResult style = Objects.requireNonNull(styled.style());
    assertThat(style.coefficients())
        .extracting(StyleResult.Coefficient::feature)
        .containsExactlyElementsOf(StyleResult.FEATURES);
    assertThat(style.votes() + style.unmeasured()).isEqualTo(24);
  }

  @Test
  void saysWhyModelsHaveNoRating() {
    Board all = board("mode", "all");
    assertThat(all.unranked()).extracting(Unranked::name).containsExactly("unbeaten");
    assertThat(all.unranked().getFirst().why()).isEqualTo(Why.NEVER_LOST);

    Board strict = board("minimum", "11");
    assertThat(strict.unranked()).extracting(Unranked::why).contains(Why.NOT_ENOUGH_VOTES);
    assertThat(strict.rows()).isNotEmpty().allMatch(row -> row.votes() >= 11);
  }

  @Test
  void tellsWhatPairsDidAndWhatWasExpected() {
    Board board = board();
    PairTable.Meeting best = board.pairs().of(0, 3);

    assertThat(best.wins()).isEqualTo(4);
    assertThat(best.losses()).isEqualTo(1);
    assertThat(best.expected()).isBetween(0.7, 0.8);
    assertThat(best.expected() + board.pairs().of(3, 0).expected()).isCloseTo(1, within(1e-12));
    var difference =
        board.difference(board.rows().get(0).id(), board.rows().get(3).id()).orElseThrow();
    assertThat((difference.lower() + difference.upper()) / 2)
        .isCloseTo(board.rows().get(0).rating() - board.rows().get(3).rating(), within(1e-9));
    assertThat(board.difference(board.rows().get(0).id(), new ModelId(models.get(4)))).isEmpty();
  }

  @Test
  void followsWhatIsDecidedAboutAVote() {
    seeded.in("side-by-side", "Korean", "visitor");
    String vote = seeded.votes(models.get(0), models.get(1), "model_a", 1);
    seeded.areCounted();
    assertThat(board("mode", "side-by-side", "language", "Korean").votes()).isEqualTo(1);

    new SeededDecisions(arena.database()).decide(vote, "excluded", Instant.now());
    arena.publish(new VotesChanged(List.of(vote)));
    seeded.areCounted();

    Board board = board("mode", "side-by-side", "language", "Korean", "flagged", "in");
    assertThat(board.votes()).isZero();
    assertThat(board.leftOut()).isEqualTo(Map.of(Standings.EXCLUDED, 1L));
  }

  @Test
  void refusesWhatNoBoardCanBeBy() {
    assertThatThrownBy(() -> board("category", "poems"))
        .isInstanceOfSatisfying(
            BoardRefused.class,
            refused ->
                assertThat(refused.getBody().getProperties()).containsEntry("field", "category"));
    assertThatThrownBy(() -> board("from", "yesterday")).isInstanceOf(BoardRefused.class);
    assertThatThrownBy(() -> board("from", "2026-04-02", "to", "2026-04-01"))
        .isInstanceOf(BoardRefused.class);
    assertThatThrownBy(() -> board("minimum", "0")).isInstanceOf(BoardRefused.class);
    assertThatThrownBy(() -> board("style", "on", "intervals", "bootstrap"))
        .isInstanceOf(BoardRefused.class);
    assertThatThrownBy(() -> board("style", "on", "weights", "pairs"))
        .isInstanceOf(BoardRefused.class);
    assertThat(BoardQuery.of(new LinkedMultiValueMap<>())).isEqualTo(BoardQuery.DEFAULT);
    assertThat(BoardQuery.DEFAULT.queryString()).isEmpty();
    assertThat(board("language", "Chinese & more", "ties", "out").query().queryString())
        .isEqualTo("language=Chinese%20%26%20more&ties=out");
  }
}
