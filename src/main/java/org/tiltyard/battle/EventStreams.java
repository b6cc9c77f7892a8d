package org.tiltyard.battle;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * The event stream of a battle's last turn, for any viewer at any moment: from memory when the turn
 * is written on this node, else from the database, which is followed until the turn has settled.
 */
@Component
class EventStreams {

  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(400);

  private final LiveTurns liveTurns;
  private final Transcripts transcripts;
  private final BattleMeters meters;
  private final ExecutorService followers = Executors.newVirtualThreadPerTaskExecutor();

  EventStreams(LiveTurns liveTurns, Transcripts transcripts, BattleMeters meters) {
    this.liveTurns = liveTurns;
    this.transcripts = transcripts;
    this.meters = meters;
  }

  /**
   * @param lastEventId where the viewer was when it left; anything unknown means from the start
   * @return buffers of whole events; ends after {@code ready}, or before it when the arena shuts
   *     down and the viewer should come back
   */
  Flux<DataBuffer> open(Battle battle, @Nullable String lastEventId, DataBufferFactory buffers) {
    EventCursor cursor = new EventCursor(EventId.parse(lastEventId));
    return Flux.create(
        sink ->
            liveTurns
                .find(battle.id())
                .ifPresentOrElse(
                    live -> attach(live, cursor, sink, buffers),
                    () -> followers.execute(() -> follow(battle, cursor, sink, buffers))),
        FluxSink.OverflowStrategy.BUFFER);
  }

  private void attach(
      LiveTurn live, EventCursor cursor, FluxSink<DataBuffer> sink, DataBufferFactory buffers) {
    Viewer viewer = new Viewer(live, cursor, sink, buffers);
    meters.viewerCame();
    sink.onRequest(demand -> viewer.pump());
    sink.onDispose(() -> {
      meters.viewerLeft();
      live.detach(viewer);
    });
    live.attach(viewer);
  }

  private void follow(
      Battle battle, EventCursor cursor, FluxSink<DataBuffer> sink, DataBufferFactory buffers) {
    meters.viewerCame();
    try {
      while (!sink.isCancelled()) {
        Turn turn = transcripts.lastTurn(battle.id());
        TurnView view =
            new TurnView(
                turn.number(),
                SeatView.of(turn.a()),
                turn.b() == null ? null : SeatView.of(turn.b()),
                battle.namesShown());
        byte[] events = cursor.next(view);
        if (events != null) {
          sink.next(buffers.wrap(events));
        }
        if (cursor.finished() || !liveTurns.accepting()) {
          break;
        }
        Thread.sleep(LOOK_AGAIN);
      }
      sink.complete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      sink.complete();
    } catch (RuntimeException e) {
      log.warn("A stored turn could not be followed; the viewer will come back", e);
      sink.complete();
    } finally {
      meters.viewerLeft();
    }
  }
}
