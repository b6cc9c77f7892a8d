package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventCursorTest {

  @Test
  void sendsOnlyWhatIsNewWithItsOffset() {
    EventCursor cursor = new EventCursor(EventId.START);

    assertThat(next(cursor, writing("Hello"), writing("")))
        .contains("{\"seat\":\"a\",\"from\":0,\"text\":\"Hello\"}");
    assertThat(next(cursor, writing("Hello you"), writing("Hi")))
        .contains("{\"seat\":\"a\",\"from\":5,\"text\":\" you\"}")
        .contains("{\"seat\":\"b\",\"from\":0,\"text\":\"Hi\"}");
    assertThat(next(cursor, writing("Hello you"), writing("Hi"))).isNull();
  }

  @Test
  void goesOnFromAnId() {
    EventCursor first = new EventCursor(EventId.START);
    String events = String.valueOf(next(first, writing("Hello"), writing("Hi")));
    String id = events.substring(events.lastIndexOf("id: ") + 4).lines().findFirst().orElseThrow();

    EventCursor second = new EventCursor(EventId.parse(id));

    assertThat(next(second, writing("Hello"), writing("Hi"))).isNull();
    assertThat(next(second, writing("Hello!"), writing("Hi")))
        .contains("\"from\":5,\"text\":\"!\"");
  }

  @Test
  void startsOverWhenAnAnswerStartsOver() {
    EventCursor cursor = new EventCursor(EventId.START);
    next(cursor, settled("A first try", AnswerState.FAILED), writing("Hi"));

    assertThat(next(cursor, at(16, "Again"), writing("Hi")))
        .contains("{\"seat\":\"a\",\"from\":0,\"text\":\"Again\"}");
  }

  @Test
  void tellsOfEachEndOnceAndIsReadyWhenBothHaveCome() {
    EventCursor cursor = new EventCursor(EventId.START);

    assertThat(next(cursor, settled("Done", AnswerState.COMPLETE), writing("Hi")))
        .contains("event: settled")
        .contains("{\"seat\":\"a\",\"outcome\":\"complete\"}")
        .doesNotContain("event: ready");
    assertThat(
            next(cursor, settled("Done", AnswerState.COMPLETE), settled("Hi", AnswerState.STOPPED)))
        .containsOnlyOnce("event: settled")
        .contains("{\"seat\":\"b\",\"outcome\":\"stopped\",\"retry\":true}")
        .contains("event: ready\ndata: {\"vote\":true}");
    assertThat(cursor.finished()).isTrue();
  }

  @Test
  void offersNoVoteOnASeatWithNothingToJudge() {
    EventCursor cursor = new EventCursor(EventId.START);

    assertThat(next(cursor, settled("Fine", AnswerState.COMPLETE), settled("", AnswerState.FAILED)))
        .contains("{\"vote\":false,\"reason\":\"empty-seat\"}");
  }

  @Test
  void keepsReasoningBackUntilBothSeatsHaveSome() {
    EventCursor cursor = new EventCursor(EventId.START);

    assertThat(next(cursor, thinking("Let me see"), writing(""))).isNull();
    assertThat(next(cursor, thinking("Let me see"), thinking("Hm")))
        .contains("event: reasoning")
        .contains("{\"seat\":\"a\",\"from\":0,\"text\":\"Let me see\"}")
        .contains("{\"seat\":\"b\",\"from\":0,\"text\":\"Hm\"}");
  }

  @Test
  void escapesWhatJsonAndEventStreamsCantHold() {
    EventCursor cursor = new EventCursor(EventId.START);

    assertThat(next(cursor, writing("a\n\"b\"\\\u0001\r😀"), writing("")))
        .contains("\"text\":\"a\\n\\\"b\\\"\\\\\\u0001\\r😀\"");
  }

  @Test
  void takesAnyNonsenseAsAnIdFromTheStart() {
    assertThat(EventId.parse("nonsense")).isEqualTo(EventId.START);
    assertThat(EventId.parse("1-2-3-4-5-6-7-8--9")).isEqualTo(EventId.START);
    assertThat(EventId.parse("-1-0-0-0-0-0-0-0-0")).isEqualTo(EventId.START);
    assertThat(EventId.parse("9".repeat(500))).isEqualTo(EventId.START);
  }

  @Test
  void startsOverAfterAnIdThatIsAheadOfTheText() {
    EventCursor cursor = new EventCursor(EventId.parse("1-0-zz-0-0-0-zz-0-0"));

    assertThat(next(cursor, writing("Short"), writing("")))
        .contains("{\"seat\":\"a\",\"from\":0,\"text\":\"Short\"}");
  }

  private static @Nullable String next(EventCursor cursor, SeatView a, SeatView b) {
    byte[] events = cursor.next(new TurnView(1, a, b, false));
    return events == null ? null : new String(events, StandardCharsets.UTF_8);
  }

  private static SeatView writing(String text) {
    return at(0, text);
  }

  private static SeatView at(int edition, String text) {
    return new SeatView(edition, text, text.length(), "", 0, AnswerState.STREAMING, null);
  }

  private static SeatView thinking(String reasoning) {
    return new SeatView(0, "", 0, reasoning, reasoning.length(), AnswerState.STREAMING, null);
  }

  private static SeatView settled(String text, AnswerState state) {
    return new SeatView(0, text, text.length(), "", 0, state, null);
  }
}
