package org.tiltyard.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Turns the body of a response into chunks. Knows neither threads nor clocks. */
final class AnswerReader {

  private static final int LONGEST_REASON = 40;
  private static final int LONGEST_MODEL = 300;
  private static final int LONGEST_SAMPLE = 64 * 1024;
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final EventReader events;
  private final Lane text;
  private final Lane reasoning;
  private final ThinkSplitter thinking;
  private final Runnable onFinishReason;
  private final Queue<Chunk> ready = new ArrayDeque<>();
  private final StringBuilder refusal = new StringBuilder();

  private @Nullable String finishReason;
  private @Nullable String model;
  private @Nullable Usage usage;
  private boolean anyChoices;
  private boolean ended;

  /**
   * @param onFinishReason told once, when only the usage and the end of the stream are still to
   *     come
   */
  AnswerReader(InputStream body, int longestEvent, int longestAnswer, Runnable onFinishReason) {
    this.events = new EventReader(body, longestEvent);
    this.text = new Lane(longestAnswer);
    this.reasoning = new Lane(longestAnswer);
    this.thinking =
        new ThinkSplitter(
            words -> text.add(words, Chunk.Text::new),
            words -> reasoning.add(words, Chunk.Reasoning::new));
    this.onFinishReason = onFinishReason;
  }

  /**
   * Waits for the next chunk; {@link Chunk.Finished} is the last.
   *
   * @throws IOException when the connection breaks before the provider said that it had finished
   * @throws RawFailure when what arrives is an error, or nonsense
   */
  Chunk next() throws IOException, RawFailure {
    while (true) {
      Chunk chunk = ready.poll();
      if (chunk != null) {
        return chunk;
      }
      if (ended) {
        return finished();
      }
      if (advance()) {
        take();
      } else {
        end(false);
      }
    }
  }

  /** Once the reason is known, a broken connection cannot spoil the answer any more. */
  private boolean advance() throws IOException {
    try {
      return events.next();
    } catch (IOException e) {
      if (finishReason == null) {
        throw e;
      }
      return false;
    }
  }

  private void take() throws RawFailure {
    if (events.length() == 0) {
      return;
    }
    if (isDone()) {
      end(true);
      return;
    }
    take(parse(events.buffer(), events.from(), events.length()));
    if (cutShort()) {
      finishReason = "length";
      end(true);
    }
  }

  /** Whether the answer was ended at its cap, and the server would go on. */
  boolean cutShort() {
    return text.full || reasoning.full;
  }

  private boolean isDone() {
    if (events.length() != DONE.length) {
      return false;
    }
    for (int i = 0; i < DONE.length; i++) {
      if (events.buffer()[events.from() + i] != DONE[i]) {
        return false;
      }
    }
    return true;
  }

  /** Takes a whole completion, from a server that does not stream. */
  void takeWhole(byte[] json) throws RawFailure {
    take(parse(json, 0, json.length));
    end(false);
  }

  private static ChunkParser.Delta parse(byte[] bytes, int from, int length) throws RawFailure {
    ChunkParser.Delta delta;
    try {
      delta = ChunkParser.parse(bytes, from, length);
    } catch (JacksonException e) {
      throw Failures.malformed("not JSON: " + sample(bytes, from, length));
    }
    if (delta.error) {
      throw Failures.ofEvent(new String(bytes, from, length, StandardCharsets.UTF_8));
    }
    return delta;
  }

  static String sample(byte[] bytes, int from, int length) {
    return new String(bytes, from, Math.min(length, LONGEST_SAMPLE), StandardCharsets.UTF_8);
  }

  private void take(ChunkParser.Delta delta) {
    anyChoices |= delta.choices;
    if (delta.model != null) {
      model = bounded(delta.model, LONGEST_MODEL);
    }
    if (delta.usage != null) {
      usage = delta.usage;
    }
    if (delta.reasoning != null) {
      reasoning.add(reasoning.repair.next(delta.reasoning), Chunk.Reasoning::new);
    }
    if (delta.text != null) {
      thinking.next(text.repair.next(delta.text));
    }
    if (delta.refusal != null && refusal.length() < LONGEST_SAMPLE) {
      refusal.append(bounded(delta.refusal, LONGEST_SAMPLE));
    }
    if (delta.finishReason != null && !delta.finishReason.isBlank()) {
      boolean first = finishReason == null;
      finishReason = bounded(delta.finishReason, LONGEST_REASON);
      if (first) {
        onFinishReason.run();
      }
    }
  }

  private void end(boolean said) throws RawFailure {
    if (finishReason == null && !(said && anyChoices)) {
      throw unfinished(said);
    }
    ended = true;
    reasoning.add(reasoning.repair.rest(), Chunk.Reasoning::new);
    thinking.next(text.repair.rest());
    thinking.finish();
    if (text.length == 0 && "content_filter".equals(finishReason)) {
      throw new RawFailure(FailureKind.FILTERED, "finish_reason content_filter, without text");
    }
    if (text.length == 0 && !refusal.isEmpty()) {
      throw new RawFailure(FailureKind.FILTERED, "refusal: " + refusal);
    }
  }

  /** An early end is the server's trouble; a body without a single chunk was no event stream. */
  private RawFailure unfinished(boolean said) {
    if (anyChoices || !(said || events.anyBytes())) {
      return new RawFailure(
          FailureKind.UNAVAILABLE, "the stream ended before the answer had finished");
    }
    return Failures.malformed("the stream ended without any chat completion chunk");
  }

  private Chunk finished() {
    return new Chunk.Finished(finishReason == null ? "stop" : finishReason, model, usage);
  }

  private static String bounded(String words, int longest) {
    String repaired = TextRepair.repaired(words);
    return repaired.length() > longest ? cut(repaired, longest) : repaired;
  }

  private static String cut(String words, int length) {
    int end =
        length > 0 && Character.isHighSurrogate(words.charAt(length - 1)) ? length - 1 : length;
    return words.substring(0, end);
  }

  private interface ChunkOf {
    Chunk of(String words);
  }

  /** The answer or the reasoning. */
  private final class Lane {

    private final TextRepair repair = new TextRepair();
    private final int longest;
    private int length;
    private boolean full;

    private Lane(int longest) {
      this.longest = longest;
    }

    private void add(String words, ChunkOf chunk) {
      String fitting = words.length() > longest - length ? cut(words, longest - length) : words;
      full |= fitting.length() < words.length();
      length += fitting.length();
      if (!fitting.isEmpty()) {
        ready.add(chunk.of(fitting));
      }
    }
  }
}
