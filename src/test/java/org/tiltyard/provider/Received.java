package org.tiltyard.provider;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;

/** One request as a {@link ScriptedModelServer} saw it, and what became of its response. */
public final class Received {

  private final String path;
  private final Map<String, String> headers;
  private final JsonNode body;
  private final long atNanos = System.nanoTime();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long firstBodyNanos;
  private volatile boolean cutShort;

  Received(String path, Map<String, String> headers, JsonNode body) {
    this.path = path;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  public String path() {
    return path;
  }

  /** The value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The JSON that came; a missing node when there was none. */
  public JsonNode body() {
    return body;
  }

  /** The model that was asked for, or an empty text. */
  public String model() {
    return body.path("model").asString("");
  }

  /** When the request had arrived, as {@link System#nanoTime()}. */
  public long atNanos() {
    return atNanos;
  }

  /** When the first byte of the response's body was written, as {@link System#nanoTime()}. */
  public long firstBodyNanos() {
    return firstBodyNanos;
  }

  /** Whether the client closed the connection before the script had come to its end. */
  public boolean cutShort() {
    return cutShort;
  }

  /** Waits until the script has come to its end or was cut short; fails after these seconds. */
  public Received awaitOver(int seconds) throws InterruptedException {
    if (!over.await(seconds, SECONDS)) {
      throw new AssertionError("the response was not over within " + seconds + " s");
    }
    return this;
  }

  void bodyWritten() {
    if (firstBodyNanos == 0) {
      firstBodyNanos = System.nanoTime();
    }
  }

  void over(boolean wasCutShort) {
    cutShort = wasCutShort;
    over.countDown();
  }
}
