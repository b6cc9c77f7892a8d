package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.ModelId;
import org.tiltyard.provider.Chunk;

/** What a viewer gets to see of a turn while it is written, tick by tick. */
class LiveTurnTest {

  private static final String TEXT = "😀 The quick brown fox";

  private final ManualTicker ticker = new ManualTicker();
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Battle battle =
      Battle.open(
          new ParticipantId("1".repeat(32)),
          new Pair(new ModelId("a".repeat(32)), new ModelId("b".repeat(32))),
          now);
  private final LiveTurn turn =
      new LiveTurn(
          battle, new Turn(1, "Go", begin(Seat.A), begin(Seat.B)), ticker, Duration.ofMillis(40));
  private final EventCursor cursor = new EventCursor(EventId.START);

  @AfterEach
  void end() {
    ticker.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void aProvidersChunkingLeavesNoTrace(int length) {
    List<@Nullable String> seen = new ArrayList<>();
    for (String piece : pieces(TEXT, length)) {
      turn.append(turn.buffer(Seat.A), new Chunk.Text(piece));
      String events = read();
      if (events != null) {
        seen.add(events);
      }
    }
    ticker.tick();
    seen.add(read());

    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst()).contains("\"from\":0,\"text\":\"😀\"");
    assertThat(seen.getLast()).contains("\"from\":2,\"text\":\" The quick brown fox\"");
  }

  @Test
  void bothSeatsShareOneTick() {
    turn.append(turn.buffer(Seat.A), new Chunk.Text("Left side"));
    turn.append(turn.buffer(Seat.B), new Chunk.Text("Right side"));
    read();

    assertThat(ticker.planned()).isEqualTo(1);
    ticker.tick();
    assertThat(read()).contains("eft side").contains("ight side");
    assertThat(read()).isNull();
  }

  @Test
  void anEndShowsAllThatHasArrived() {
    turn.append(turn.buffer(Seat.A), new Chunk.Text("Cut short"));
    turn.settle(turn.buffer(Seat.A), AnswerState.STOPPED, null);

    assertThat(read()).contains("Cut short").contains("\"outcome\":\"stopped\"");
    assertThat(turn.settled()).isFalse();
  }

  @Test
  void blankLinesBeforeAnAnswerAreNoText() {
    turn.append(turn.buffer(Seat.A), new Chunk.Text("\n \n"));
    ticker.tick();
    assertThat(read()).isNull();
    assertThat(turn.buffer(Seat.A).hasText()).isFalse();

    turn.append(turn.buffer(Seat.A), new Chunk.Text("\n    indented"));
    ticker.tick();
    assertThat(turn.snapshot(Seat.A).text()).isEqualTo("    indented");
  }

  private Answer begin(Seat seat) {
    return Answer.begin(battle.id(), 1, seat, 0, battle.model(seat), now);
  }

  private @Nullable String read() {
    byte[] events = turn.read(cursor);
    return events == null ? null : new String(events, StandardCharsets.UTF_8);
  }

  private static List<String> pieces(String text, int length) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + length);
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  /** Runs what was planned when the test says so. */
  private static final class ManualTicker extends ScheduledThreadPoolExecutor {

    private final List<Runnable> planned = new ArrayList<>();

    ManualTicker() {
      super(0);
    }

    int planned() {
      return planned.size();
    }

    void tick() {
      List<Runnable> due = List.copyOf(planned);
      planned.clear();
      due.forEach(Runnable::run);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      planned.add(command);
      return super.schedule(() -> {}, 1, TimeUnit.HOURS);
    }
  }
}
