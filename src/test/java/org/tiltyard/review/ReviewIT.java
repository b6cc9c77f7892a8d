package org.tiltyard.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tiltyard.testing.Eventually.within;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.dataset.Conversations;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Finding;
import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.release.Plan;
import org.tiltyard.release.Release;
import org.tiltyard.release.ReleaseId;
import org.tiltyard.release.Releases;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Personal data in real conversations: found, decided on, taken back, and what releases get. */
class ReviewIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final String PASSWORD = "correct horse battery";
  private static final String MAIL = "jane.miller@gmail.com";
  private static final String OTHER_MAIL = "omar@posteo.de";

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static SignedIn ada;

  private ReviewQueue queue;
  private Reviews reviews;
  private String battle;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    Script answer = Script.answer("Write to Jane.Miller@gmail.com, or to " + OTHER_MAIL + ".");
    server.model("id-birch", answer);
    server.model("id-maple", answer);
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.password=" + PASSWORD);
    String id = arena.database().sql("select id from account").query(String.class).single();
    ada = new SignedIn(new AccountId(id), "admin", "admin");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void aConversationWithTwoAddresses() {
    arena.database().sql("delete from vote").update();
    arena.database().sql("delete from review_finding").update();
    arena.database().sql("delete from audit_entry").update();
    queue = arena.part(ReviewQueue.class);
    reviews = arena.part(Reviews.class);
    Voter voter = arena.newVoter();
    battle = voter.startAndWait("My address is " + MAIL + ", what do you think of it?");
    voter.vote(battle, "tie");
    Voter other = arena.newVoter();
    server.model("id-birch", Script.answer("Nothing of the kind"));
    server.model("id-maple", Script.answer("Nothing of the kind"));
    other.vote(other.startAndWait("Nothing personal is said here, is there?"), "tie");
    Script answer = Script.answer("Write to Jane.Miller@gmail.com, or to " + OTHER_MAIL + ".");
    server.model("id-birch", answer);
    server.model("id-maple", answer);
  }

  private void search() {
    queue.search(ada);
    within(SOON, "the search", () -> queue.lastSearch().orElseThrow().state().ended());
  }

  private StoredConversation conversation() {
    return arena.part(Conversations.class).find(battle).orElseThrow();
  }

  private static Verdict verdict(Decision decision) {
    return new Verdict(decision, Reason.PERSON, "as agreed");
  }

  /** What of the left side is masked. */
  private List<String> masked(Reviewed reviewed) {
    return conversation().conversation().conversationA().stream()
        .flatMap(message -> reviewed.toMask(message.content()).stream())
        .map(Finding::text)
        .toList();
  }

  @Test
  void eachValueOfAConversationIsFoundOnceWithItsContext() {
    search();
    search();

    assertThat(queue.waiting()).isEqualTo(2);
    FindingView first = queue.next().orElseThrow();
    assertThat(first.kind()).isEqualTo("email");
    assertThat(first.value()).isEqualTo(MAIL);
    assertThat(first.places()).isEqualTo(3);
    assertThat(first.beside()).isEqualTo(1);
    assertThat(first.excerpts())
        .extracting(FindingView.Excerpt::speaker)
        .containsExactly("user", "a", "b");
    assertThat(first.excerpts().get(1).pieces())
        .containsExactly(
            new FindingView.Piece("Write to ", ""),
            new FindingView.Piece("Jane.Miller@gmail.com", "this"),
            new FindingView.Piece(", or to ", ""),
            new FindingView.Piece(OTHER_MAIL, "other"),
            new FindingView.Piece(".", ""));
  }

  @Test
  void aConversationIsHeldUntilAllOfItIsDecided() {
    assertThat(reviews.review(conversation(), LATER).state()).isEqualTo(Reviewed.State.HELD);
    search();
    FindingView first = queue.next().orElseThrow();
    queue.decide(first.id(), verdict(Decision.MASK), false, ada);
    assertThat(reviews.review(conversation(), LATER).state()).isEqualTo(Reviewed.State.HELD);
    queue.decide(queue.next().orElseThrow().id(), verdict(Decision.KEEP), false, ada);

    Reviewed reviewed = reviews.review(conversation(), LATER);

    assertThat(reviewed.state()).isEqualTo(Reviewed.State.CLEARED);
    assertThat(masked(reviewed)).containsExactly(MAIL, "Jane.Miller@gmail.com");
    assertThat(queue.next()).isEmpty();
    search();
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void whatIsDecidedAfterTheCutOffDoesNotCount() {
    search();
    Instant cutOff = Instant.now();
    queue.decide(queue.next().orElseThrow().id(), verdict(Decision.KEEP), true, ada);

    assertThat(queue.waiting()).isZero();
    assertThat(reviews.review(conversation(), cutOff).state()).isEqualTo(Reviewed.State.HELD);
    assertThat(reviews.review(conversation(), LATER))
        .isEqualTo(new Reviewed(Reviewed.State.CLEARED, Map.of()));
  }

  @Test
  void aDropSettlesTheWholeConversationAndCanBeTakenBack() {
    search();
    String id = queue.next().orElseThrow().id();
    queue.decide(id, verdict(Decision.DROP), false, ada);

    assertThat(queue.waiting()).isZero();
    assertThat(reviews.review(conversation(), LATER).state()).isEqualTo(Reviewed.State.DROPPED);
    queue.undo(id, ada);
    assertThat(queue.waiting()).isEqualTo(2);
    assertThat(reviews.review(conversation(), LATER).state()).isEqualTo(Reviewed.State.HELD);
    assertThat(
            arena
                .database()
                .sql("select action from audit_entry where subject_id = ? order by at")
                .param(id)
                .query(String.class)
                .list())
        .containsExactly("review.decided", "review.undone");
  }

  @Test
  void whatIsDecidedTogetherIsTakenBackTogether() {
    search();
    String id = queue.next().orElseThrow().id();
    queue.decide(id, verdict(Decision.KEEP), true, ada);

    queue.undo(id, ada);
    queue.undo(id, ada);

    assertThat(queue.waiting()).isEqualTo(2);
    assertThat(
            arena
                .database()
                .sql("select count(*) from audit_entry where action = 'review.undone'")
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void theFirstDecisionStands() {
    search();
    String id = queue.next().orElseThrow().id();
    queue.decide(id, verdict(Decision.MASK), false, ada);

    assertThatThrownBy(() -> queue.decide(id, verdict(Decision.KEEP), false, ada))
        .isInstanceOf(ReviewRefused.class);
    assertThat(queue.get(id).decision()).isEqualTo("mask");
  }

  @Test
  void neitherTheQueueNorTheAuditLogHoldsTheValue() {
    search();
    queue.decide(queue.next().orElseThrow().id(), verdict(Decision.MASK), true, ada);

    List<String> stored =
        arena
            .database()
            .sql(
                "select coalesce(digest, '') || coalesce(note, '') || question_id"
                    + " from review_finding")
            .query((row, number) -> row.getString(1))
            .list();
    stored.addAll(
        arena
            .database()
            .sql("select subject_name || detail from audit_entry where action like 'review.%'")
            .query((row, number) -> row.getString(1))
            .list());
    assertThat(stored).hasSize(4).noneMatch(text -> text.toLowerCase().contains("miller"));
  }

  @Test
  void whatIsWithdrawnLeavesTheQueueAtOnceAndTheDecisionsWithTheNextSearch() {
    search();
    queue.decide(queue.next().orElseThrow().id(), verdict(Decision.MASK), false, ada);
    arena
        .database()
        .sql("update battle set withdrawn_at = current_timestamp where id = ?")
        .param(battle)
        .update();

    assertThat(queue.next()).isEmpty();
    search();
    assertThat(
            arena
                .database()
                .sql("select count(*) from review_finding")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void aReleaseThatAsksForAReviewWaitsForItAndMasks() {
    Map<String, Long> before = dropped(release());
    search();
    queue.decide(queue.next().orElseThrow().id(), verdict(Decision.MASK), true, ada);
    Release after = release();

    assertThat(before).containsEntry("held-for-review", 1L).containsEntry("personal-data", 0L);
    assertThat(dropped(after)).containsEntry("held-for-review", 0L);
    assertThat(rows(after)).contains("<EMAIL_2>").doesNotContain(OTHER_MAIL).doesNotContain(MAIL);
  }

  private static Map<String, Long> dropped(Release release) {
    return Objects.requireNonNull(release.contents()).dropped();
  }

  private static Release release() {
    Releases releases = arena.part(Releases.class);
    Plan plan =
        new Plan(
            Schema.ARENA_33K,
            Format.JSONL,
            null,
            null,
            List.of(),
            List.of(),
            Plan.Source.OWN,
            Set.of(),
            Plan.PersonalData.REVIEW,
            List.of(),
            List.of(),
            "CC0",
            "CC0");
    ReleaseId id = releases.begin("", "Reviewed " + UUID.randomUUID(), plan, ada);
    releases.build(id, ada);
    within(SOON, "the release", () -> releases.get(id).contents() != null);
    return releases.get(id);
  }

  private static String rows(Release release) {
    String path = "/research/releases/" + release.slug() + "/files/data/train-00000-of-00001.jsonl";
    HttpResponse<String> response =
        arena.newVoter().send(authorized(arena.newVoter().request(path)).GET());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static HttpRequest.Builder authorized(HttpRequest.Builder request) {
    return request.header("Authorization", Voter.basic("admin", PASSWORD));
  }

  @Test
  void theFormSaysWhatIsMissingAndKeepsWhatWasTyped() {
    search();
    String id = queue.next().orElseThrow().id();

    assertThat(send(id, "decision=mask&note=kept").body())
        .contains("Choose why first", "value=\"kept\"");
    assertThat(send(id, "decision=mask&reason=other&note=+").statusCode()).isEqualTo(422);
    assertThat(send(id, "decision=burn&reason=person").statusCode()).isEqualTo(422);
    assertThat(send(id, "decision=mask&reason=person&note=" + "x".repeat(501)).statusCode())
        .isEqualTo(422);
    assertThat(send("nobody", "decision=mask&reason=person").statusCode()).isEqualTo(404);
    assertThat(queue.waiting()).isEqualTo(2);
    HttpResponse<String> taken = send(id, "decision=mask&reason=person&note=fine");
    assertThat(taken.statusCode()).isEqualTo(303);
    assertThat(taken.headers().firstValue("Location")).contains("/research/review?done=" + id);
    assertThat(send(id, "decision=keep&reason=person").statusCode()).isEqualTo(409);
  }

  private static HttpResponse<String> send(String id, String form) {
    Voter visitor = arena.newVoter();
    HttpRequest.Builder request =
        authorized(visitor.request("/research/review/" + id))
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return visitor.send(request);
  }
}
