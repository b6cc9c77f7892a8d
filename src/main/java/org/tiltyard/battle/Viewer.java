package org.tiltyard.battle;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.FluxSink;

/** One open event stream on a live turn. It is only given what its connection can take now. */
final class Viewer {

  private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);

  private final LiveTurn turn;
  private final EventCursor cursor;
  private final FluxSink<DataBuffer> sink;
  private final DataBufferFactory buffers;

  Viewer(LiveTurn turn, EventCursor cursor, FluxSink<DataBuffer> sink, DataBufferFactory buffers) {
    this.turn = turn;
    this.cursor = cursor;
    this.sink = sink;
    this.buffers = buffers;
  }

  /** Sends what is new, if the connection asks for more; called by writers, ticks and demand. */
  synchronized void pump() {
    while (sink.requestedFromDownstream() > 0 && !sink.isCancelled()) {
      byte[] events = turn.read(cursor);
      if (events == null) {
        break;
      }
      sink.next(buffers.wrap(events));
    }
    if (cursor.finished()) {
      sink.complete();
    }
  }

  /** Keeps proxies from closing a quiet connection. */
  synchronized void ping() {
    if (sink.requestedFromDownstream() > 0 && !sink.isCancelled() && !cursor.finished()) {
      sink.next(buffers.wrap(PING));
    }
  }

  /** Ends the stream without {@code ready}: the browser comes back with its last id. */
  void disconnect() {
    sink.complete();
  }
}
