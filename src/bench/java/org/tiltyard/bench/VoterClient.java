package org.tiltyard.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person at the arena's HTTP interface: one connection, one cookie. */
final class VoterClient implements AutoCloseable {

  /** How one seat of a battle went; times are of {@link System#nanoTime()}. */
  record SeatRun(String prompt, String model, long sentNanos, long firstNanos, boolean whole) {}

  private static final JsonMapper JSON = new JsonMapper();

  private final Wire wire;
  private final FakeModels models;
  private final LongAdder tokens;
  private String cookie = "";

  VoterClient(int port, FakeModels models, LongAdder tokens) throws IOException {
    this.wire = new Wire(port);
    this.models = models;
    this.tokens = tokens;
  }

  /** Holds a battle until both answers are whole. */
  List<SeatRun> battle(String prompt) throws IOException {
    long sent = System.nanoTime();
    open(start(prompt));
    Map<String, SeatText> seats = Map.of("a", new SeatText(), "b", new SeatText());
    boolean ready = read(seats);
    List<SeatRun> runs = new ArrayList<>();
    for (SeatText seat : seats.values()) {
      String model = FakeModels.speakerOf(seat.text);
      boolean whole = ready && seat.inOrder && seat.text.toString().equals(models.text(model));
      runs.add(new SeatRun(prompt, model, sent, seat.firstNanos, whole));
    }
    return runs;
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

  private void open(String battle) throws IOException {
    Wire.Head head = wire.send("GET", "/battles/" + battle + "/events", cookie, "");
    if (head.status() != 200) {
      throw new IOException("GET events: " + head.status());
    }
  }

  /** Reads the event stream to its end; whether the last event was {@code ready}. */
  private boolean read(Map<String, SeatText> seats) throws IOException {
    String event = "";
    for (String line = wire.line(); line != null; line = wire.line()) {
      if (line.startsWith("event: ")) {
        event = line.substring(7);
      } else if (event.equals("delta") && line.startsWith("data: ")) {
        long now = System.nanoTime();
        JsonNode data = JSON.readTree(line.substring(6));
        SeatText seat = seats.get(data.path("seat").asString(""));
        if (seat != null) {
          int before = seat.text.length() / FakeModels.TOKEN_LENGTH;
          seat.add(data.path("from").asInt(-1), data.path("text").asString(""), now);
          tokens.add(seat.text.length() / FakeModels.TOKEN_LENGTH - before);
        }
      }
    }
    return event.equals("ready");
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }

  /** The text of a seat as it comes in. */
  private static final class SeatText {

    private final StringBuilder text = new StringBuilder();
    private long firstNanos;
    private boolean inOrder = true;

    void add(int from, String more, long now) {
      if (firstNanos == 0) {
        firstNanos = now;
      }
      inOrder &= from == text.length();
      text.append(more);
    }
  }
}
