package org.tiltyard.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/**
 * One corpus of addresses, tried on every way out of the arena. Each of the addresses would lead to
 * a server on this machine, if it were let through; that server must see no connection at all.
 */
@Tag("one-database")
class AddressGuardIT {

  private static final String PASSWORD = "correct horse battery";

  /** Every spelling of the loopback address, with the trap's port; a public arena refuses all. */
  private static final List<String> HERE =
      List.of(
          "http://127.0.0.1:{port}/v1",
          "http://localhost:{port}/v1",
          "http://localhost.:{port}/v1",
          "http://LOCALHOST:{port}/v1",
          "http://127.8.9.10:{port}/v1",
          "http://127.1:{port}/v1",
          "http://127.0.1:{port}/v1",
          "http://2130706433:{port}/v1",
          "http://0x7f000001:{port}/v1",
          "http://0x7f.0.0.1:{port}/v1",
          "http://0177.0.0.1:{port}/v1",
          "http://017700000001:{port}/v1",
          "http://127.0.0.1.:{port}/v1",
          "http://0.0.0.0:{port}/v1",
          "http://0:{port}/v1",
          "http://[::1]:{port}/v1",
          "http://[::]:{port}/v1",
          "http://[::ffff:127.0.0.1]:{port}/v1",
          "http://[::ffff:7f00:1]:{port}/v1",
          "http://[::127.0.0.1]:{port}/v1",
          "http://[64:ff9b::7f00:1]:{port}/v1",
          "http://[2002:7f00:1::]:{port}/v1",
          "http://①②⑦.⓪.⓪.①:{port}/v1",
          "http://１２７.0.0.1:{port}/v1",
          "http://127。0。0。1:{port}/v1",
          "http://loc%61lhost:{port}/v1",
          "http://%31%32%37.0.0.1:{port}/v1",
          "http://example.org@127.0.0.1:{port}/v1",
          "http://user:word@127.0.0.1:{port}/v1",
          "http://127.0.0.1:{port}@localhost:{port}/v1",
          "http:\\\\127.0.0.1:{port}\\v1",
          "http:///127.0.0.1:{port}/v1",
          "https://127.0.0.1:{port}/v1",
          "http://inside.test:{port}/v1",
          "http://mapped.test:{port}/v1",
          "http://both.test:{port}/v1");

  /** What no arena connects to, whatever its settings. */
  private static final List<String> NOWHERE =
      List.of(
          "http://169.254.169.254/latest/meta-data",
          "http://169.254.170.2/v2/credentials",
          "http://[::ffff:169.254.169.254]/",
          "http://[fe80::1]/",
          "http://[fd00:ec2::254]/",
          "http://[64:ff9b::a9fe:a9fe]/",
          "http://[2002:a9fe:a9fe::]/",
          "http://2852039166/",
          "http://0xa9fea9fe/",
          "http://169.254.169.254./",
          "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/",
          "http://user@169.254.169.254/",
          "http://metadata.google.internal/computeMetadata/v1/",
          "http://metadata.google.internal./computeMetadata/v1/",
          "http://METADATA.GOOG/",
          "http://instance-data/latest/meta-data/",
          "http://100.100.100.200/",
          "http://168.63.129.16/",
          "http://224.0.0.1/",
          "http://255.255.255.255/",
          "http://link-local.test/",
          "ftp://127.0.0.1/",
          "file:///etc/passwd");

  private static final Rebinding names = new Rebinding();
  private static TestArena closed;
  private static TestArena open;
  private static Voter adminOfClosed;
  private static Voter adminOfOpen;
  private static Trap trap;
  private static Trap redirecting;

  @BeforeAll
  static void start() throws IOException {
    trap = new Trap("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"data\":[]}");
    redirecting =
        new Trap(
            "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:"
                + trap.port()
                + "/v1\r\n\r\n");
    closed = arena("--tiltyard.public=true");
    open = arena("--tiltyard.public=false");
    adminOfClosed = admin(closed);
    adminOfOpen = admin(open);
  }

  private static TestArena arena(String setting) {
    return TestArena.startWith(
        context -> context.registerBean("scriptedNames", Names.class, () -> names),
        setting,
        "--tiltyard.provider.connect-timeout=500ms",
        "--tiltyard.admin.password=" + PASSWORD);
  }

  private static Voter admin(TestArena arena) {
    Voter admin = arena.newVoter();
    Map<String, String> fields = Map.of("username", "admin", "password", PASSWORD);
    assertThat(admin.postForm("/login", fields).statusCode()).isEqualTo(303);
    return admin;
  }

  @AfterAll
  static void stop() throws IOException {
    closed.close();
    open.close();
    trap.close();
    redirecting.close();
  }

  static Stream<Arguments> hereByChannel() {
    return byChannel(HERE);
  }

  static Stream<Arguments> nowhereByChannel() {
    return byChannel(NOWHERE);
  }

  static Stream<Arguments> channels() {
    return byChannel(List.of(""));
  }

  private static Stream<Arguments> byChannel(List<String> addresses) {
    return OutboundChannels.all().entrySet().stream()
        .map(channel -> Arguments.of(channel.getKey(), channel.getValue(), addresses));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hereByChannel")
  void aPublicArenaNeverConnectsToItself(
      String name, OutboundChannel channel, List<String> addresses) throws Exception {
    for (String address : addresses) {
      int before = trap.connections();

      String told =
          channel.use(
              closed, adminOfClosed, address.replace("{port}", String.valueOf(trap.port())));

      assertThat(trap.connections()).as(address).isEqualTo(before);
      assertThat(told).as(address).contains("ADDRESS_REFUSED");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nowhereByChannel")
  void noArenaConnectsToMetadata(String name, OutboundChannel channel, List<String> addresses)
      throws Exception {
    for (String address : addresses) {
      assertThat(channel.use(open, adminOfOpen, address)).as(address).contains("ADDRESS_REFUSED");
    }
  }

  /** The name is good when it is looked up first, and leads here every time after that. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("channels")
  void aNameThatChangesIsCheckedWhereItLeads(
      String name, OutboundChannel channel, List<String> none) throws Exception {
    String address = "http://" + name.replace(' ', '-') + ".rebinds.test:" + trap.port() + "/v1";
    int before = trap.connections();

    channel.use(closed, adminOfClosed, address);
    String told = channel.use(closed, adminOfClosed, address);

    assertThat(trap.connections()).isEqualTo(before);
    assertThat(told).contains("ADDRESS_REFUSED");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("channels")
  void redirectsAreNotFollowed(String name, OutboundChannel channel, List<String> none)
      throws Exception {
    int asked = redirecting.connections();
    int before = trap.connections();

    channel.use(open, adminOfOpen, "http://127.0.0.1:" + redirecting.port() + "/v1");

    assertThat(redirecting.connections()).isGreaterThan(asked);
    assertThat(trap.connections()).isEqualTo(before);
  }

  /** Without this, everything above could pass because nothing ever connects. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("channels")
  void whereItIsAllowedTheServerIsReached(String name, OutboundChannel channel, List<String> none)
      throws Exception {
    int before = trap.connections();

    channel.use(open, adminOfOpen, "http://127.0.0.1:" + trap.port() + "/v1");

    assertThat(trap.connections()).isGreaterThan(before);
  }

  /** Names whose addresses are up to the test; a public address of theirs leads nowhere. */
  private static final class Rebinding implements Names {

    private final Map<String, AtomicInteger> lookups = new ConcurrentHashMap<>();

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      byte[] nowhere = {(byte) 203, 0, 113, 7};
      if (host.endsWith(".rebinds.test")) {
        int n = lookups.computeIfAbsent(host, key -> new AtomicInteger()).getAndIncrement();
        return List.of(
            n == 0 ? InetAddress.getByAddress(host, nowhere) : InetAddress.getLoopbackAddress());
      }
      return switch (host) {
        case "inside.test", "localhost." -> List.of(InetAddress.getLoopbackAddress());
        case "mapped.test" -> List.of(mapped(new byte[] {127, 0, 0, 1}));
        case "both.test" ->
            List.of(InetAddress.getLoopbackAddress(), InetAddress.getByAddress(nowhere6()));
        case "link-local.test" ->
            List.of(InetAddress.getByAddress(new byte[] {(byte) 169, (byte) 254, 1, 1}));
        default -> List.of(InetAddress.getAllByName(host));
      };
    }

    private static byte[] nowhere6() {
      byte[] address = new byte[16];
      address[15] = 1;
      return address;
    }

    private static InetAddress mapped(byte[] plain) throws UnknownHostException {
      byte[] mapped = new byte[16];
      mapped[10] = (byte) 0xFF;
      mapped[11] = (byte) 0xFF;
      System.arraycopy(plain, 0, mapped, 12, plain.length);
      return Inet6Address.getByAddress("mapped", mapped, 0);
    }
  }

  /** A server on this machine that counts who comes, and says one thing to everybody. */
  private static final class Trap implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50);
    private final AtomicInteger connections = new AtomicInteger();
    private final byte[] reply;

    private Trap(String reply) throws IOException {
      this.reply = reply.getBytes(StandardCharsets.US_ASCII);
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      while (!server.isClosed()) {
        try {
          Socket client = server.accept();
          connections.incrementAndGet();
          Thread.ofVirtual().start(() -> answer(client));
        } catch (IOException e) {
          return;
        }
      }
    }

    private void answer(Socket client) {
      try (client) {
        client.setSoTimeout(2000);
        client.getInputStream().read(new byte[4096]);
        client.getOutputStream().write(reply);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int connections() {
      return connections.get();
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
