package org.tiltyard.bench;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A person at the arena's HTTP interface: one connection, one cookie. */
final class VoterClient implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final Wire wire;
  private final PacedModels models;
  private Tally tally;
  private String cookie = "";

  VoterClient(int port, PacedModels models, Tally tally) throws IOException {
    this.wire = new Wire(port);
    this.models = models;
    this.tally = tally;
  }

  /** From now on it counts there. */
  void countWith(Tally other) {
    tally = other;
  }

  /** The header line that makes a request this person's. */
  String cookie() {
    return cookie;
  }

  /** Opens a battle and reads both answers to their ends; its id. */
  String battle(String prompt) throws IOException {
    boolean timed = tally.timing();
    long sent = System.nanoTime();
    String id = start(prompt);
    Wire.Head head = wire.send("GET", "/battles/" + id + "/events", cookie, "");
    if (head.status() != 200) {
      throw new IOException("GET events: " + head.status());
    }
    EventReader events = new EventReader(models, prompt, timed ? sent : 0, tally);
    for (String line = wire.line(); line != null; line = wire.line()) {
      events.line(line);
    }
    events.end();
    return id;
  }

  /** Opens a battle; returns its id. */
  private String start(String prompt) throws IOException {
    String body = JSON.writeValueAsString(Map.of("prompt", prompt));
    Wire.Head head = wire.send("POST", "/battles", cookie + "Accept: application/json\r\n", body);
    String answer = String.valueOf(wire.line());
    if (head.status() != 201) {
      throw new IOException("POST /battles: " + head.status() + " " + answer);
    }
    String set = head.headers().get("set-cookie");
    if (set != null) {
      cookie = "Cookie: " + set.substring(0, set.indexOf(';')) + "\r\n";
    }
    return JSON.readTree(answer).path("id").asString("");
  }

  /** Votes on a battle of this person; times count from the moment at which it was to be sent. */
  void vote(String battle, String winner, long sent) throws IOException {
    Wire.Head head =
        wire.send(
            "POST",
            "/battles/" + battle + "/vote",
            cookie + "Accept: application/json\r\n",
            "{\"winner\":\"" + winner + "\"}");
    String answer = String.valueOf(wire.line());
    if (head.status() != 200 || !answer.contains("\"model_a\"")) {
      throw new IOException("POST vote: " + head.status() + " " + answer);
    }
    if (tally.timing()) {
      tally.votes.add(System.nanoTime() - sent);
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
