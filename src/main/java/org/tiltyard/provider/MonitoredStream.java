package org.tiltyard.provider;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Notes when the first token of an answer came and how the answer ended. Between the two it adds
 * nothing to a chunk but two comparisons: no lock, no object, no clock.
 */
final class MonitoredStream implements ChatStream {

  private final ChatStream stream;
  private final RouteWatch watch;
  private final ProviderMeters meters;
  private final ProviderMeters.Call call;
  private final Supplier<String> name;
  private final Live<HealthSettings> settings;
  private final Time time;

  // Only touched by the thread that reads.
  private boolean begun;
  private long begunNanos;
  private int firstTokenMillis = -1;
  private boolean anyText;
  private boolean over;

  /**
   * @param name of the model, as people know it; asked for when its first token is there
   */
  MonitoredStream(
      ChatStream stream,
      RouteWatch watch,
      ProviderMeters meters,
      Supplier<String> name,
      Live<HealthSettings> settings,
      Time time) {
    this.stream = stream;
    this.watch = watch;
    this.meters = meters;
    this.call = meters.call();
    this.name = name;
    this.settings = settings;
    this.time = time;
  }

  @Override
  public @Nullable Chunk next() throws ChatFailure {
    if (!begun) {
      begun = true;
      begunNanos = System.nanoTime();
      call.asked();
    }
    try {
      Chunk chunk = stream.next();
      note(chunk);
      return chunk;
    } catch (ChatFailure failure) {
      if (!over) {
        over = true;
        call.failed(failure.kind());
        meters.failed(failure.kind());
        // The arena's own limit says nothing of the server.
        if (!failure.ownLimit()) {
          watch.failed(RouteFailure.of(failure, time.now()), settings.get());
        }
      }
      throw failure;
    }
  }

  private void note(@Nullable Chunk chunk) {
    if (chunk instanceof Chunk.Finished finished) {
      over = true;
      call.over();
      finished(finished);
    } else if (firstTokenMillis < 0 && chunk != null) {
      firstTokenMillis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
      String model = name.get();
      call.first(model);
      meters.firstToken(model, firstTokenMillis);
    }
    anyText |= chunk instanceof Chunk.Text;
  }

  /**
   * An end without a word is no answer, unless a filter or a thinking model's limit explains it.
   */
  private void finished(Chunk.Finished finished) {
    String reason = finished.finishReason();
    if (anyText) {
      watch.answered(firstTokenMillis, time.now(), settings.get());
    } else if (!reason.equals("content_filter") && !reason.equals("length")) {
      String detail = "no text; finish reason " + reason;
      watch.failed(new RouteFailure(FailureKind.MALFORMED, detail, time.now()), settings.get());
    }
  }

  @Override
  public void close() {
    call.over();
    stream.close();
  }
}
