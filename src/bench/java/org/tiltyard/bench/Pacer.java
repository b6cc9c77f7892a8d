package org.tiltyard.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One thread that writes the tokens of all streams, each when it is due. */
final class Pacer implements AutoCloseable {

  private static final long HELD_PAUSE = 50_000_000;
  private static final long FULL_PAUSE = 200_000;

  /** So many tokens of one stream before another has its turn, when there is no pace. */
  private static final int TURN = 64;

  /** One answer that is being said. Its times are of {@link System#nanoTime()}. */
  static final class Stream {

    private final SocketChannel channel;
    private final Speech speech;
    private final int model;
    private final long arrivedNanos = System.nanoTime();
    private volatile long firstTokenNanos;
    private long nextNanos;
    private int token = -1;
    private @Nullable ByteBuffer unwritten;

    Stream(SocketChannel channel, Speech speech, int model) {
      this.channel = channel;
      this.speech = speech;
      this.model = model;
      this.nextNanos = arrivedNanos;
    }

    /** When the request had arrived. */
    long arrivedNanos() {
      return arrivedNanos;
    }

    /** When the first token was written; 0 before. */
    long firstTokenNanos() {
      return firstTokenNanos;
    }
  }

  private final PriorityQueue<Stream> due =
      new PriorityQueue<>(Comparator.comparingLong((Stream stream) -> stream.nextNanos));
  private final Queue<Stream> come = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.ofPlatform().name("pacer").daemon().unstarted(this::run);
  private volatile Histogram lateness = new Histogram();
  private volatile boolean held;
  private volatile boolean closed;

  void start() {
    thread.start();
  }

  void begin(Stream stream) {
    come.add(stream);
    LockSupport.unpark(thread);
  }

  void hold(boolean on) {
    held = on;
  }

  Histogram lateness() {
    return lateness;
  }

  void resetLateness() {
    lateness = new Histogram();
  }

  /** Writes a short answer at once. */
  void write(SocketChannel channel, byte[] bytes) throws IOException {
    channel.write(ByteBuffer.wrap(bytes));
  }

  private void run() {
    while (!closed) {
      for (Stream stream = come.poll(); stream != null; stream = come.poll()) {
        due.add(stream);
      }
      Stream next = due.peek();
      long wait = next == null ? Long.MAX_VALUE : next.nextNanos - System.nanoTime();
      if (next == null) {
        LockSupport.park();
      } else if (wait > 0) {
        LockSupport.parkNanos(wait);
      } else {
        due.poll();
        goOn(next);
      }
    }
  }

  /** Writes what is due of a stream, and lets it wait for what is not. */
  private void goOn(Stream stream) {
    try {
      for (int i = 0; i < TURN; i++) {
        if (!written(stream)) {
          later(stream, System.nanoTime() + FULL_PAUSE);
          return;
        }
        if (stream.token > stream.speech.tokens()) {
          return;
        }
        long when = stream.arrivedNanos + dueAfter(stream);
        if (stream.token == stream.speech.tokens() && held) {
          when = System.nanoTime() + HELD_PAUSE;
        }
        long now = System.nanoTime();
        if (when > now) {
          later(stream, when);
          return;
        }
        lateness.add(now - Math.max(when, stream.nextNanos));
        say(stream, now);
      }
      later(stream, System.nanoTime());
    } catch (IOException gone) {
      // Whoever asked has left.
    }
  }

  private static long dueAfter(Stream stream) {
    return stream.token < 0 ? 0 : stream.speech.dueNanos(stream.token);
  }

  private void say(Stream stream, long now) {
    byte[] bytes;
    if (stream.token < 0) {
      bytes = Speech.head();
    } else if (stream.token < stream.speech.tokens()) {
      bytes = stream.speech.event(stream.model, stream.token);
    } else {
      bytes = stream.speech.end(stream.model);
    }
    if (stream.token == 0) {
      stream.firstTokenNanos = now;
    }
    stream.token++;
    stream.unwritten = ByteBuffer.wrap(bytes);
  }

  private static boolean written(Stream stream) throws IOException {
    ByteBuffer rest = stream.unwritten;
    if (rest == null) {
      return true;
    }
    stream.channel.write(rest);
    if (rest.hasRemaining()) {
      return false;
    }
    stream.unwritten = null;
    return true;
  }

  private void later(Stream stream, long when) {
    stream.nextNanos = when;
    due.add(stream);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
