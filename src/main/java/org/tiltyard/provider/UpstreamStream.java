package org.tiltyard.provider;

import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The life of one stream: connecting, reading, its limits, and its end from either side. */
final class UpstreamStream implements ChatStream {

  /** How long the usage and the end of the stream may still take after the finish reason. */
  private static final Duration TRAILER = Duration.ofSeconds(2);

  private static final int LONGEST_SAMPLE = 64 * 1024;

  /** Lets the request out, or not. */
  @FunctionalInterface
  interface Doorkeeper {
    EndpointMeter.Admission admit() throws RawFailure;
  }

  /** How a stream ended: well, when there is no failure. */
  private record Ending(@Nullable ChatFailure failure) {}

  private final Upstream upstream;
  private final Exchange exchange;
  private final ProviderSettings settings;
  private final Watchdog watchdog;
  private final @Nullable Doorkeeper door;

  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean trailing;

  // Below: only touched by the thread that holds the lock.
  private Watchdog.@Nullable Watch watch;
  private @Nullable HttpResponse response;
  private @Nullable AnswerReader answer;
  private EndpointMeter.@Nullable Admission admission;
  private @Nullable Usage usage;
  private long characters;
  private boolean anyToken;
  private @Nullable String nextToken;

  /**
   * @param door asked before anything is sent; null for servers without limits
   */
  UpstreamStream(
      Upstream upstream,
      Exchange exchange,
      ProviderSettings settings,
      Watchdog watchdog,
      @Nullable Doorkeeper door) {
    this.upstream = upstream;
    this.exchange = exchange;
    this.settings = settings;
    this.watchdog = watchdog;
    this.door = door;
  }

  @Override
  public @Nullable Chunk next() throws ChatFailure {
    reading.lock();
    try {
      Ending over = ending.get();
      if (over != null) {
        return last(over);
      }
      Watchdog.Watch limits = watching();
      AnswerReader reader = answer == null ? connect(limits) : answer;
      Chunk chunk = read(reader, limits);
      limits.rest();
      return chunk;
    } catch (RawFailure e) {
      return last(end(e));
    } catch (IOException e) {
      boolean interrupted = Thread.currentThread().isInterrupted();
      return last(end(interrupted ? cancelled() : Failures.ofTransport(e)));
    } finally {
      reading.unlock();
      releaseWhenOver();
    }
  }

  @Override
  public void close() {
    end(cancelled());
    releaseWhenOver();
  }

  private static @Nullable Chunk last(Ending over) throws ChatFailure {
    if (over.failure != null) {
      throw over.failure;
    }
    return null;
  }

  private static RawFailure cancelled() {
    return new RawFailure(FailureKind.CANCELLED, "closed from this side");
  }

  private Watchdog.Watch watching() {
    Watchdog.Watch limits = watch;
    if (limits == null) {
      Duration first = settings.firstTokenTimeout();
      Duration between = settings.betweenTokensTimeout();
      Duration shortest = first.compareTo(between) < 0 ? first : between;
      limits = watchdog.watch(settings.totalTimeout(), shortest, this::expire);
      watch = limits;
      limits.expect("the first token within " + first, first);
    } else if (trailing) {
      expectTrailer(limits);
    } else if (anyToken) {
      Duration between = settings.betweenTokensTimeout();
      if (nextToken == null) {
        nextToken = "the next token within " + between;
      }
      limits.expect(nextToken, between);
    }
    return limits;
  }

  private void expectTrailer(Watchdog.Watch limits) {
    Duration between = settings.betweenTokensTimeout();
    limits.expectSoon("the end of the stream", between.compareTo(TRAILER) < 0 ? between : TRAILER);
  }

  private AnswerReader connect(Watchdog.Watch limits) throws RawFailure, IOException {
    if (door != null) {
      admission = door.admit();
    }
    HttpResponse opened = opened();
    response = opened;
    AnswerReader reader =
        new AnswerReader(
            opened.body(),
            longestEvent(),
            settings.longestAnswer(),
            () -> {
              trailing = true;
              expectTrailer(limits);
            });
    answer = reader;
    String type =
        opened.headers().values("Content-Type").stream()
            .findFirst()
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")) {
      byte[] page = opened.body().readNBytes(LONGEST_SAMPLE);
      throw Failures.malformed("a web page: " + AnswerReader.sample(page, 0, page.length));
    }
    if (type.startsWith("application/json")) {
      reader.takeWhole(opened.body().readNBytes(longestEvent()));
    }
    return reader;
  }

  private int longestEvent() {
    return (int) Math.min(settings.longestLine().toBytes(), Integer.MAX_VALUE / 4);
  }

  private HttpResponse opened() throws RawFailure, IOException {
    try {
      return upstream.open(exchange);
    } catch (OpenAIServiceException e) {
      throw Failures.ofStatus(e.statusCode(), exchange.errorBody());
    } catch (OpenAIIoException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage());
    } catch (RuntimeException e) {
      throw new RawFailure(FailureKind.REFUSED, "the request cannot be made: " + e);
    }
  }

  private @Nullable Chunk read(AnswerReader reader, Watchdog.Watch limits)
      throws RawFailure, ChatFailure, IOException {
    Chunk chunk = reader.next();
    anyToken = true;
    switch (chunk) {
      case Chunk.Text(String words) -> characters += words.length();
      case Chunk.Reasoning(String words) -> characters += words.length();
      case Chunk.Finished finished -> usage = finished.usage();
    }
    if (!(chunk instanceof Chunk.Finished)) {
      return chunk;
    }
    limits.stop();
    if (reader.cutShort()) {
      exchange.cancel();
    }
    Ending well = new Ending(null);
    if (ending.compareAndSet(null, well)) {
      return chunk;
    }
    return last(current());
  }

  /** A limit has passed: while only the trailer is missing, the answer is whole all the same. */
  private void expire(String what) {
    if (trailing) {
      exchange.cancel();
    } else {
      end(new RawFailure(FailureKind.TIMED_OUT, "waited for " + what));
      releaseWhenOver();
    }
  }

  /** Ends the stream unless it has ended before; the first ending is the one that counts. */
  private Ending end(RawFailure failure) {
    if (ending.compareAndSet(null, new Ending(failure.without(upstream.access().secrets())))) {
      exchange.cancel();
    }
    return current();
  }

  private Ending current() {
    Ending over = ending.get();
    if (over == null) {
      throw new IllegalStateException("not ended");
    }
    return over;
  }

  /**
   * Gives the connection back, or up, once the stream has ended and nobody reads: the thread that
   * reads does it on its way out, so that no body is closed under a reader.
   */
  private void releaseWhenOver() {
    if (ending.get() == null || !reading.tryLock()) {
      return;
    }
    try {
      if (watch != null) {
        watch.stop();
      }
      HttpResponse opened = response;
      response = null;
      if (opened != null) {
        opened.close();
      }
      leave(opened != null);
    } finally {
      reading.unlock();
    }
  }

  private void leave(boolean answered) {
    EndpointMeter.Admission admitted = admission;
    admission = null;
    if (admitted != null) {
      Usage counted = usage;
      Usage none = new Usage(0, 0);
      admitted.leave(counted != null ? counted : answered ? estimate() : none);
    }
  }

  /** About four characters a token: for servers that count nothing, and for answers cut short. */
  private Usage estimate() {
    long asked = upstream.request().messages().stream().mapToLong(m -> m.text().length()).sum();
    return new Usage(tokens(asked), tokens(characters));
  }

  private static int tokens(long characters) {
    return (int) Math.min(Integer.MAX_VALUE, (characters + 3) / 4);
  }
}
