package org.tiltyard.provider;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tiltyard.provider.GatewayFixture.Answer;

@Timeout(30)
class ChatGatewayCancelTest {

  private final GatewayFixture arena = new GatewayFixture();
  private final ScriptedModelServer server = arena.server;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() throws Exception {
    arena.close();
    readers.shutdownNow();
  }

  @Test
  void endsTheUpstreamConnectionBeforeTheHeaders() throws Exception {
    server.model("silent", Script.silent());
    ChatStream stream = arena.open("silent");
    Future<Answer> answer = readers.submit(() -> GatewayFixture.read(stream));
    server.awaitReceived("silent", 1);

    stream.close();

    assertThat(answer.get(5, SECONDS).kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(server.awaitReceived("silent", 1).awaitOver(5).cutShort()).isTrue();
  }

  @Test
  void endsTheUpstreamConnectionInTheMiddleOfAnAnswer() throws Exception {
    server.model("endless", Script.stream().endless("tick ", 100));
    ChatStream stream = arena.open("endless");
    CompletableFuture<Chunk> first = new CompletableFuture<>();
    Future<Answer> answer =
        readers.submit(() -> {
          first.complete(stream.next());
          return GatewayFixture.read(stream);
        });
    first.get(5, SECONDS);

    stream.close();

    assertThat(answer.get(5, SECONDS).kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(server.awaitReceived("endless", 1).awaitOver(5).cutShort()).isTrue();
  }

  @Test
  void endsTheUpstreamConnectionWhileNobodyReads() throws Exception {
    server.model("endless", Script.stream().endless("tick ", 100));
    ChatStream stream = arena.open("endless");
    assertThat(stream.next()).isNotNull();

    stream.close();
    stream.close();

    assertThat(server.awaitReceived("endless", 1).awaitOver(5).cutShort()).isTrue();
    assertThat(GatewayFixture.read(stream).kind()).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void neverConnectsWhenClosedBefore() {
    server.model("good", Script.answer("ok"));
    ChatStream stream = arena.open("good");

    stream.close();

    assertThat(GatewayFixture.read(stream).kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(server.acceptedConnections()).isZero();
  }

  @Test
  void anInterruptedReaderCancels() throws Exception {
    server.model("silent", Script.silent());
    ChatStream stream = arena.open("silent");
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread reader = Thread.startVirtualThread(() -> answer.complete(GatewayFixture.read(stream)));
    Received received = server.awaitReceived("silent", 1);

    reader.interrupt();

    assertThat(answer.get(5, SECONDS).kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(received.awaitOver(5).cutShort()).isTrue();
  }

  @Test
  void closingAFinishedStreamLeavesItFinished() throws Exception {
    server.model("good", Script.answer("ok"));
    ChatStream stream = arena.open("good");
    assertThat(GatewayFixture.read(stream).finished()).isNotNull();

    stream.close();

    assertThat(stream.next()).isNull();
  }

  @Test
  void carriesManyStreamsWithoutAPlatformThreadEach() throws Exception {
    int streams = 600;
    Gate gate = new Gate();
    server.model(
        "many", Script.stream().text("one ").pause(gate).text("two").finish("stop").done());
    assertThat(warmedUp()).isTrue();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int before = threads.getThreadCount();
    threads.resetPeakThreadCount();

    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      answers.add(readers.submit(() -> arena.ask("many")));
    }
    server.awaitReceived("many", streams);
    assertThat(server.openConnections()).isGreaterThanOrEqualTo(streams);
    gate.release();
    for (Future<Answer> answer : answers) {
      assertThat(answer.get(10, SECONDS).text()).isEqualTo("one two");
    }

    assertThat(threads.getPeakThreadCount() - before).isLessThan(40);
  }

  @Test
  void closesManyStreamsAtOnce() throws Exception {
    int streams = 300;
    server.model("endless", Script.stream().endless("tick ", 5));
    List<ChatStream> open = new ArrayList<>();
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      ChatStream stream = arena.open("endless");
      open.add(stream);
      answers.add(readers.submit(() -> GatewayFixture.read(stream)));
    }
    server.awaitReceived("endless", streams);

    open.forEach(ChatStream::close);

    for (Future<Answer> answer : answers) {
      assertThat(answer.get(5, SECONDS).kind()).isEqualTo(FailureKind.CANCELLED);
    }
    server.awaitCutShort(streams);
    server.awaitClosed(streams);
    assertThat(server.openConnections()).isZero();
  }

  private boolean warmedUp() {
    server.model("first", Script.answer("ok"));
    return arena.ask("first").finished() != null;
  }
}
