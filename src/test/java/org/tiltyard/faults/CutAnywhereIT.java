package org.tiltyard.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** A connection ends in the middle of a byte sequence; the browser comes back with its last id. */
class CutAnywhereIT {

  private static final String WORDS = "Größe 😀 \"漢字\"\n";

  private static final int LONGEST_READ = 6000;

  private static ScriptedModelServer server;
  private static TestArena arena;

  private Voter voter;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.battle.tick=5ms");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void comeIn() {
    voter = arena.newVoter();
  }

  @Test
  @Fault("connection cut at any byte of a stored stream")
  void aStoredTurnIsReadToItsEndWhereverItIsCut(FaultLog log) throws IOException {
    int step = FaultLog.rounds(11, 1);
    server.model("id-birch", Script.answer(WORDS, WORDS));
    server.model("id-maple", Script.answer(WORDS, WORDS));
    String battle = voter.startAndWait("Cut me anywhere");
    int asked = server.received().size();
    int length = new Reading(battle).read(Integer.MAX_VALUE).length();

    int cuts = 0;
    for (int cut = 1; cut < length; cut += step) {
      Reading reading = new Reading(battle).read(cut).read(Integer.MAX_VALUE);
      assertThat(reading.a).as("cut at " + cut).isEqualTo(WORDS + WORDS);
      assertThat(reading.b).as("cut at " + cut).isEqualTo(WORDS + WORDS);
      assertThat(reading.ready).isTrue();
      cuts++;
    }

    assertThat(server.received()).hasSize(asked);
    log.times(cuts).acknowledged("2 answers").stored("the same text each time, no further call");
  }

  @Test
  @Fault("connection cut at any byte of a running stream")
  void aRunningTurnIsReadToItsEndHoweverOftenItIsCut(FaultLog log) throws IOException {
    int rounds = FaultLog.rounds(2, 40);
    Random random = new Random(7);
    int cuts = 0;
    for (int round = 0; round < rounds; round++) {
      server.model("id-birch", Script.stream().tokens(WORDS, 60, 80).finish("stop").done());
      server.model("id-maple", Script.stream().tokens(WORDS, 60, 80).finish("stop").done());
      int asked = server.received().size();
      String battle = voter.start("Cut me again and again");
      Reading reading = new Reading(battle);
      while (!reading.ready) {
        // Some get past the head and a whole event, or nobody would ever arrive.
        reading.read(1 + random.nextInt(LONGEST_READ));
        cuts++;
      }
      assertThat(reading.a).isEqualTo(WORDS.repeat(60)).isEqualTo(stored(battle, "a"));
      assertThat(reading.b).isEqualTo(WORDS.repeat(60)).isEqualTo(stored(battle, "b"));
      assertThat(server.received()).hasSize(asked + 2);
    }
    log.times(cuts)
        .acknowledged(2 * rounds + " answers")
        .stored(2 * rounds + " answers, the text that was read; one upstream call each");
  }

  private static String stored(String battle, String seat) {
    return arena
        .database()
        .sql("select text from answer where battle_id = ? and seat = ?")
        .params(battle, seat)
        .query(String.class)
        .single();
  }

  /** A browser that reads a battle's events over as many connections as it takes. */
  private final class Reading {

    private final String battle;
    private final ByteArrayOutputStream last = new ByteArrayOutputStream();
    private @Nullable String lastId;
    private String a = "";
    private String b = "";
    private boolean ready;

    Reading(String battle) {
      this.battle = battle;
    }

    /** Reads so many bytes of a new connection, then cuts it; takes in what came whole. */
    Reading read(int bytes) throws IOException {
      URI address = URI.create(arena.url());
      last.reset();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        for (int read = 0; read < bytes; read++) {
          int next = in.read();
          if (next < 0) {
            break;
          }
          last.write(next);
        }
      }
      take(Voter.eventsIn(Chunked.body(last.toByteArray())));
      return this;
    }

    private String request() {
      return "GET /battles/"
          + battle
          + "/events HTTP/1.1\r\nHost: localhost\r\n"
          + voter.cookieHeader()
          + (lastId == null ? "" : "Last-Event-ID: " + lastId + "\r\n")
          + "Connection: close\r\n\r\n";
    }

    private void take(List<Voter.Event> events) {
      a = Voter.textAfter(a, events, "a");
      b = Voter.textAfter(b, events, "b");
      if (!events.isEmpty()) {
        lastId = events.getLast().id();
        ready |= events.getLast().name().equals("ready");
      }
    }

    int length() {
      return last.size();
    }
  }
}
