package org.tiltyard.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What both models say, as text and as the bytes of HTTP chunks, made before anyone asks so that
 * saying it costs no more than writing.
 */
final class Speech {

  static final byte[] LISTING = listing();

  private static final byte[] HEAD =
      ascii(
          """
          HTTP/1.1 200 OK\r
          Content-Type: text/event-stream\r
          Transfer-Encoding: chunked\r
          \r
          """);

  private final int tokens;
  private final long pauseNanos;
  private final long firstNanos;
  private final List<String> texts = new ArrayList<>();
  private final List<byte[][]> events = new ArrayList<>();
  private final List<byte[]> ends = new ArrayList<>();

  /**
   * @param perSecond 0 is as fast as they go
   * @param first from the request to the first token
   */
  Speech(int tokens, double perSecond, Duration first) {
    this.tokens = tokens;
    this.pauseNanos = perSecond > 0 ? (long) (1e9 / perSecond) : 0;
    this.firstNanos = first.toNanos();
    for (String name : PacedModels.NAMES) {
      StringBuilder text = new StringBuilder();
      byte[][] pieces = new byte[tokens][];
      for (int i = 0; i < tokens; i++) {
        String token = name.charAt(0) + letters(i) + " ";
        text.append(token);
        pieces[i] = event(name, "{\"content\":\"" + token + "\"}", "null");
      }
      texts.add(text.toString());
      events.add(pieces);
      ends.add(end(name, tokens));
    }
  }

  /**
   * A number in letters: digits would look like cards and identity numbers to what reads answers.
   */
  private static String letters(int number) {
    char[] word = new char[PacedModels.TOKEN_LENGTH - 2];
    int rest = number;
    for (int i = word.length - 1; i >= 0; i--) {
      word[i] = (char) ('a' + rest % 26);
      rest /= 26;
    }
    return new String(word);
  }

  private static byte[] end(String name, int tokens) {
    String usage =
        "{\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,"
            + "\"completion_tokens\":"
            + tokens
            + "}}";
    String finish = new String(event(name, "{}", "\"stop\""), StandardCharsets.US_ASCII);
    return ascii(finish + chunk("data: " + usage + "\n\ndata: [DONE]\n\n") + "0\r\n\r\n");
  }

  private static byte[] event(String model, String delta, String finish) {
    return ascii(
        chunk(
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":0,"
                + "\"model\":\""
                + model
                + "\",\"choices\":[{\"index\":0,\"delta\":"
                + delta
                + ",\"finish_reason\":"
                + finish
                + "}]}\n\n"));
  }

  private static String chunk(String content) {
    return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
  }

  private static byte[] listing() {
    String body = "{\"object\":\"list\",\"data\":[{\"id\":\"left\"},{\"id\":\"right\"}]}";
    return ascii(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] head() {
    return HEAD;
  }

  int tokens() {
    return tokens;
  }

  /** When a token is due, from the request's arrival. */
  long dueNanos(int token) {
    return firstNanos + token * pauseNanos;
  }

  byte[] event(int model, int token) {
    return events.get(model)[token];
  }

  byte[] end(int model) {
    return ends.get(model);
  }

  /** What the model says in all. */
  String text(int model) {
    return texts.get(model);
  }

  /** How long an answer takes. */
  Duration length() {
    return Duration.ofNanos(dueNanos(tokens));
  }
}
