package org.tiltyard.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.publish.Parcel.Item;
import org.tiltyard.publish.SmallServer.Asked;
import org.tiltyard.publish.SmallServer.Said;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Releases at a dataset hub: a small one that keeps what it is given. */
class HubTargetTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int PART = 400;

  @TempDir Path folder;

  private final OutboundHttp outbound = new OutboundHttp(Duration.ofSeconds(2), true);
  private final Map<String, byte[]> store = new HashMap<>();
  private final Map<String, String> committed = new HashMap<>();
  private final Set<String> repositories = new HashSet<>();
  private final AtomicLong sent = new AtomicLong();
  private final List<String> failing = new ArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();

  private SmallServer hub;
  private String finishing = "";
  private HubTarget target;
  private Parcel parcel;

  @BeforeEach
  void aHub() throws IOException {
    hub = new SmallServer(this::answer);
    finishing = hub.url();
    target =
        new HubTarget(
            new PublishSettings.Hub(hub.url() + "/", "hf_secret", "acme", false),
            outbound,
            Duration.ofMillis(1));
    parcel =
        new Parcel(
            "arena-2026",
            "Arena, November",
            List.of(
                item("README.md", "# Arena\n"),
                item("data/train-00000-of-00002.parquet", "P".repeat(250)),
                item("data/train-00001-of-00002.parquet", "Q".repeat(1000))));
  }

  @AfterEach
  void close() {
    hub.close();
    outbound.close();
  }

  private Item item(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    return new Item(path, file, bytes.length, sha256(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hub itself. */
  private @Nullable Said answer(Asked asked) {
    String path = asked.path();
    if (busy.getAndDecrement() > 0) {
      return Said.status(503);
    }
    for (String one : failing) {
      String[] cells = one.split(" ");
      if (path.contains(cells[0])) {
        return new Said(Integer.parseInt(cells[1]), "{\"error\":\"because\"}", Map.of());
      }
    }
    if (!path.startsWith("/store/")
        && !"Bearer hf_secret".equals(asked.headers().get("authorization"))) {
      return Said.status(401);
    }
    if (path.equals("/api/repos/create")) {
      JsonNode wanted = JSON.readTree(asked.body());
      String name = wanted.get("organization").asString() + "/" + wanted.get("name").asString();
      assertThat(wanted.get("private").asBoolean()).isTrue();
      return repositories.add(name) ? Said.ok("{}") : Said.status(409);
    }
    if (path.endsWith("/preupload/main")) {
      return Said.ok(preupload(JSON.readTree(asked.body())));
    }
    if (path.endsWith(".git/info/lfs/objects/batch")) {
      return Said.ok(batch(JSON.readTree(asked.body())));
    }
    if (path.endsWith("/commit/main")) {
      commit(asked.text());
      return Said.ok("{\"commitOid\":\"abc\"}");
    }
    if (path.startsWith("/store/")) {
      assertThat(asked.headers()).doesNotContainKey("authorization");
      store.put(path, asked.body());
      return new Said(200, "", Map.of("ETag", "\"" + sha256(asked.body()).substring(0, 8) + "\""));
    }
    return path.startsWith("/finish/") ? finish(asked) : Said.ok("{}");
  }

  private static String preupload(JsonNode asked) {
    List<Map<String, Object>> files = new ArrayList<>();
    asked
        .get("files")
        .forEach(file -> {
          assertThat(Base64.getDecoder().decode(file.get("sample").asString())).isNotEmpty();
          String path = file.get("path").asString();
          files.add(
              Map.of("path", path, "uploadMode", path.endsWith(".parquet") ? "lfs" : "regular"));
        });
    return JSON.writeValueAsString(Map.of("files", files));
  }

  /** What is larger than a part goes in parts; what is there already needs nothing. */
  private String batch(JsonNode asked) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (JsonNode object : asked.get("objects")) {
      String oid = object.get("oid").asString();
      long size = object.get("size").asLong();
      if (store.containsKey("/store/" + oid)) {
        objects.add(Map.of("oid", oid, "size", size));
        continue;
      }
      Map<String, Object> upload = new HashMap<>();
      if (size > PART) {
        Map<String, String> header = new HashMap<>();
        header.put("chunk_size", "" + PART);
        for (int i = 1; i <= Math.ceilDiv(size, PART); i++) {
          header.put("" + i, hub.url() + "/store/" + oid + "-" + i);
        }
        upload.put("href", finishing + "/finish/" + oid);
        upload.put("header", header);
      } else {
        upload.put("href", hub.url() + "/store/" + oid);
        upload.put("header", Map.of("x-store", "yes"));
      }
      Map<String, Object> verify = Map.of("href", hub.url() + "/verify");
      objects.add(
          Map.of("oid", oid, "size", size, "actions", Map.of("upload", upload, "verify", verify)));
    }
    return JSON.writeValueAsString(Map.of("objects", objects));
  }

  private Said finish(Asked asked) {
    JsonNode body = JSON.readTree(asked.body());
    String oid = body.get("oid").asString();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    body.get("parts")
        .forEach(part -> {
          byte[] bytes =
              Objects.requireNonNull(
                  store.get("/store/" + oid + "-" + part.get("partNumber").asInt()));
          assertThat(part.get("etag").asString()).contains(sha256(bytes).substring(0, 8));
          whole.writeBytes(bytes);
        });
    assertThat(sha256(whole.toByteArray())).isEqualTo(oid);
    store.put("/store/" + oid, whole.toByteArray());
    return Said.ok("{}");
  }

  private void commit(String lines) {
    lines
        .lines()
        .map(JSON::readTree)
        .filter(line -> !line.get("key").asString().equals("header"))
        .forEach(line -> {
          JsonNode file = line.get("value");
          boolean large = line.get("key").asString().equals("lfsFile");
          byte[] bytes =
              large
                  ? Objects.requireNonNull(store.get("/store/" + file.get("oid").asString()))
                  : Base64.getDecoder().decode(file.get("content").asString());
          committed.put(file.get("path").asString(), new String(bytes, StandardCharsets.UTF_8));
        });
  }

  @Test
  void everyFileArrivesWhole() throws IOException {
    String address = target.publish(parcel, sent::addAndGet);

    assertThat(address).isEqualTo(hub.url() + "/datasets/acme/arena-2026");
    assertThat(committed).hasSize(3);
    for (Item item : parcel.files()) {
      assertThat(committed.get(item.path())).isEqualTo(Files.readString(item.file()));
    }
    assertThat(sent).hasValue(parcel.bytes());
    assertThat(hub.asked().getLast().path()).endsWith("/commit/main");
  }

  @Test
  void nobodyButTheHubGetsTheToken() throws IOException {
    try (SmallServer elsewhere =
        new SmallServer(asked -> {
          assertThat(asked.headers()).doesNotContainKey("authorization");
          return finish(asked);
        })) {
      finishing = elsewhere.url();
      target.publish(parcel, sent::addAndGet);
      assertThat(elsewhere.asked()).hasSize(1);
    }
    assertThat(committed).hasSize(3);
  }

  @Test
  void aSmallFileThatChangedOnTheDiskIsNotCommitted() throws IOException {
    Files.writeString(parcel.files().getFirst().file(), "# arena\n");
    assertThatThrownBy(() -> target.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessageContaining("README.md is not what it was");
    assertThat(committed).isEmpty();
  }

  @Test
  void asksAgainWhenTheHubIsBusy() {
    busy.set(3);
    target.publish(parcel, sent::addAndGet);
    assertThat(committed).hasSize(3);
  }

  @Test
  void anotherTrySendsNothingTwice() {
    failing.add("/commit/ 500");
    assertThatThrownBy(() -> target.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessage("The hub answered 500: {\"error\":\"because\"}");
    assertThat(committed).isEmpty();
    long stored = stores();

    failing.clear();
    target.publish(parcel, sent::addAndGet);
    assertThat(committed).hasSize(3);
    assertThat(stores()).isEqualTo(stored);
  }

  private long stores() {
    return hub.asked().stream().filter(asked -> asked.path().startsWith("/store/")).count();
  }

  @ParameterizedTest
  @CsvSource({
    "/repos/create 401, does not know the token",
    "/repos/create 403, may not write there",
    "/preupload/ 404, knows no such address",
    "/store/ 413, too large",
    "/verify 422, answered 422",
  })
  void saysWhatWentWrong(String failure, String words) {
    failing.add(failure);
    assertThatThrownBy(() -> target.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("hf_secret");
    assertThat(committed).isEmpty();
  }

  @Test
  void goesNoWayThatTheGuardForbids() {
    HubTarget away =
        new HubTarget(
            new PublishSettings.Hub("http://169.254.169.254", "hf_secret", "acme", false),
            outbound,
            Duration.ofMillis(1));
    assertThatThrownBy(() -> away.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessageContaining("may not be used");
  }
}
