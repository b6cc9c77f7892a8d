package org.tiltyard.bench;

import java.io.IOException;

/** A program that streams from a model without an arena in between. */
final class DirectClient implements AutoCloseable {

  private static final String CONTENT = "\"content\":\"";

  private final Wire wire;
  private final PacedModels models;
  private final int model;
  private final Tally tally;

  DirectClient(PacedModels models, int number, Tally tally) throws IOException {
    this.wire = new Wire(models.port());
    this.models = models;
    this.model = number % PacedModels.NAMES.size();
    this.tally = tally;
  }

  /** Streams an answer. */
  void ask() throws IOException {
    String expected = models.speech().text(model);
    String body =
        """
        {"model":"%s","stream":true,"messages":[{"role":"user","content":""}]}\
        """
            .formatted(PacedModels.NAMES.get(model));
    boolean timed = tally.timing();
    long last = System.nanoTime();
    int length = 0;
    boolean same = true;
    wire.send("POST", "/v1/chat/completions", "", body);
    for (String line = wire.line(); line != null; line = wire.line()) {
      int at = line.indexOf(CONTENT);
      if (at < 0) {
        continue;
      }
      long now = System.nanoTime();
      if (timed) {
        (length == 0 ? tally.firstText : tally.gaps).add(now - last);
      }
      last = now;
      same &= line.startsWith(expected.substring(length, length + 7), at + CONTENT.length());
      length += PacedModels.TOKEN_LENGTH;
      tally.tokens.increment();
    }
    tally.answers.increment();
    if (!same || length != expected.length()) {
      tally.broken.increment();
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
