package org.tiltyard.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model of a {@link ScriptedModelServer} does with one request, step by step. Every method
 * returns a longer script and leaves this one as it is.
 *
 * <pre>{@code
 * Script.stream().text("Hel").pause(gate).text("lo").finish("stop").usage(3, 2).done()
 * Script.answer("Hel", "lo")                        // the same, without the pause
 * Script.status(429, "{\"error\":{\"message\":\"slow down\"}}")
 * Script.stream().endless("tick ", 50)              // 50 tokens a second until the client leaves
 * }</pre>
 */
public final class Script {

  private static final JsonMapper JSON = new JsonMapper();

  /** One step; an interrupt means that the client has left. */
  interface Step {
    void run(Reply reply) throws Exception;
  }

  private final List<Step> steps;

  private Script(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** A script that has no steps yet: not even headers are sent before the first step. */
  public static Script empty() {
    return new Script(List.of());
  }

  /** Status 200 and the headers of an event stream, sent at once. */
  public static Script stream() {
    return empty().head(200, "text/event-stream; charset=utf-8");
  }

  /** A whole, well-behaved answer: one event for each delta, finish reason, usage, end. */
  public static Script answer(String... deltas) {
    Script script = stream();
    for (String delta : deltas) {
      script = script.text(delta);
    }
    return script.finish("stop").usage(10, deltas.length).done();
  }

  /** A JSON response with this status. */
  public static Script status(int status, String json) {
    return respond(status, "application/json", json);
  }

  /** Any response. */
  public static Script respond(int status, String contentType, String body) {
    return empty().head(status, contentType).raw(body);
  }

  /** Takes the request and never says anything. */
  public static Script silent() {
    return empty().hang();
  }

  /** Sends status and headers. Each header is one line, such as {@code Location: /x}. */
  public Script head(int status, String contentType, String... headers) {
    return then(reply -> reply.head(status, contentType, headers));
  }

  /** A delta of the answer's text. */
  public Script text(String delta) {
    return delta(contentOf(delta));
  }

  /** A delta of reasoning, as {@code reasoning_content}. */
  public Script reasoning(String delta) {
    return delta("{\"reasoning_content\":" + quoted(delta) + "}");
  }

  /** Any delta, as JSON. */
  public Script delta(String json) {
    return then(reply -> reply.event(chunk(reply.model(), json, null)));
  }

  /** The chunk with the finish reason. */
  public Script finish(String reason) {
    return then(reply -> reply.event(chunk(reply.model(), "{}", reason)));
  }

  /** The chunk with the usage, without choices. */
  public Script usage(int tokensIn, int tokensOut) {
    return event(
        "{\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"prompt_tokens\":"
            + tokensIn
            + ",\"completion_tokens\":"
            + tokensOut
            + "}}");
  }

  /** The end of the event stream. */
  public Script done() {
    return event("[DONE]");
  }

  /** An event with any data. */
  public Script event(String data) {
    return then(reply -> reply.event(data));
  }

  /** A keep-alive comment. */
  public Script comment(String words) {
    return raw(": " + words + "\n\n");
  }

  /** Bytes as they are. */
  public Script raw(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes as they are. */
  public Script raw(byte[] bytes) {
    byte[] own = bytes.clone();
    return then(reply -> reply.body(own));
  }

  /** Waits until the test opens the gate. */
  public Script pause(Gate gate) {
    return then(reply -> gate.pass());
  }

  /**
   * Lets some time pass. Tests do better with {@link #pause}, unless time itself is what they are
   * about.
   */
  public Script wait(Duration time) {
    return then(reply -> Thread.sleep(time));
  }

  /** Does nothing until the client leaves. */
  public Script hang() {
    return then(reply -> new CountDownLatch(1).await());
  }

  /** Closes the connection without the end of the response. */
  public Script closeEarly() {
    return then(Reply::abort);
  }

  /** As many deltas of this text, evenly; a rate of 0 means as fast as they go. */
  public Script tokens(String delta, int count, double perSecond) {
    return then(reply -> {
      byte[] event = Reply.framed(chunk(reply.model(), contentOf(delta), null));
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        if (perSecond > 0) {
          parkUntil(start + (long) (i * 1e9 / perSecond));
        }
        reply.body(event);
      }
    });
  }

  /** These deltas one after the other, evenly; a rate of 0 means as fast as they go. */
  public Script tokens(List<String> deltas, double perSecond) {
    List<String> contents = deltas.stream().map(Script::contentOf).toList();
    return then(reply -> {
      long start = System.nanoTime();
      for (int i = 0; i < contents.size(); i++) {
        if (perSecond > 0) {
          parkUntil(start + (long) (i * 1e9 / perSecond));
        }
        reply.event(chunk(reply.model(), contents.get(i), null));
      }
    });
  }

  /** As {@link #tokens(String, int, double)}, without end. */
  public Script endless(String delta, double perSecond) {
    return tokens(delta, Integer.MAX_VALUE, perSecond);
  }

  /** The same bytes again and again, as fast as they go, until the client leaves. */
  public Script endlessly(String text) {
    byte[] bytes = text.repeat(1000).getBytes(StandardCharsets.UTF_8);
    return then(reply -> {
      while (true) {
        reply.body(bytes);
      }
    });
  }

  /** From here on every write is cut into pieces of so many bytes. */
  public Script inPiecesOf(int bytes) {
    return then(reply -> reply.inPiecesOf(bytes));
  }

  void play(Reply reply) throws Exception {
    for (Step step : steps) {
      step.run(reply);
    }
  }

  private Script then(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Script(longer);
  }

  /** The JSON of one chat completion chunk. */
  static String chunk(String model, String delta, @Nullable String finish) {
    return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":"
        + quoted(model)
        + ",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + (finish == null ? "null" : quoted(finish))
        + "}]}";
  }

  private static String contentOf(String delta) {
    return "{\"content\":" + quoted(delta) + "}";
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  private static void parkUntil(long nanos) throws InterruptedException {
    for (long wait = nanos - System.nanoTime(); wait > 0; wait = nanos - System.nanoTime()) {
      LockSupport.parkNanos(wait);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
