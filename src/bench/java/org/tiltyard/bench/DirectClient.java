package org.tiltyard.bench;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** A program that streams from a model without an arena in between. */
final class DirectClient implements AutoCloseable {

  private static final String CONTENT = "\"content\":\"";

  private final Wire wire;
  private final FakeModels models;
  private final String model;
  private final LongAdder tokens;

  DirectClient(FakeModels models, String model, LongAdder tokens) throws IOException {
    this.wire = new Wire(models.port());
    this.models = models;
    this.model = model;
    this.tokens = tokens;
  }

  /** Streams an answer; nanoseconds to its first token. */
  long ask(String prompt) throws IOException {
    String body =
        """
        {"model":"%s","stream":true,"messages":[{"role":"user","content":"%s"}]}\
        """
            .formatted(model, prompt);
    long sent = System.nanoTime();
    long first = 0;
    wire.send("POST", "/v1/chat/completions", "", body);
    StringBuilder text = new StringBuilder();
    for (String line = wire.line(); line != null; line = wire.line()) {
      int at = line.indexOf(CONTENT);
      if (at < 0) {
        continue;
      }
      if (first == 0) {
        first = System.nanoTime();
      }
      int from = at + CONTENT.length();
      text.append(line, from, from + FakeModels.TOKEN_LENGTH);
      tokens.increment();
    }
    if (!text.toString().equals(models.text(model))) {
      throw new IOException("a direct answer is not what the model said");
    }
    return first - sent;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
