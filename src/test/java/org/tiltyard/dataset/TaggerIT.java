package org.tiltyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Votes get their tags, in whatever order they show up. */
class TaggerIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
    arena = TestArena.withModels(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  private static String vote(String prompt) {
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait(prompt);
    assertThat(voter.vote(battle, "model_a").statusCode()).isEqualTo(200);
    return battle;
  }

  private static boolean isTagged(String battle) {
    return arena
            .database()
            .sql("select count(*) from conversation_tag where conversation_id = ?")
            .param(battle)
            .query(Long.class)
            .single()
        == 1;
  }

  @Test
  void whatIsWithdrawnLosesItsTagsAtOnce() {
    Voter voter = arena.newVoter();
    String withdrawn = voter.startAndWait("Is this mine?");
    assertThat(voter.vote(withdrawn, "model_b").statusCode()).isEqualTo(200);
    String another = vote("Is this somebody else's?");
    within(SOON, "both have tags", () -> isTagged(withdrawn) && isTagged(another));

    voter.postForm("/my-data/withdraw", Map.of("way", "datasets"));

    assertThat(isTagged(withdrawn)).isFalse();
    assertThat(isTagged(another)).isTrue();
  }

  /** A vote has its time from before its transaction, which may end after that of a later one. */
  @Test
  void aVoteThatShowsUpAfterALaterOneIsTaggedToo() {
    String earlier = vote("Is this the first?");
    String later = vote("Is this the second?");
    within(SOON, "both have tags", () -> isTagged(earlier) && isTagged(later));

    arena
        .database()
        .sql("delete from conversation_tag where conversation_id = ?")
        .param(earlier)
        .update();

    within(SOON, "the earlier one has them again", () -> isTagged(earlier));
  }
}
