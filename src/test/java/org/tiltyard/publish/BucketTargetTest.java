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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.publish.Parcel.Item;
import org.tiltyard.publish.SmallServer.Asked;
import org.tiltyard.publish.SmallServer.Said;

/** Releases in a bucket: of a small store that keeps what it is given. */
class BucketTargetTest {

  private record Stored(byte[] bytes, String hash) {}

  @TempDir Path folder;

  private final Map<String, Stored> objects = new LinkedHashMap<>();
  private final Map<Integer, byte[]> parts = new LinkedHashMap<>();
  private final List<String> aborted = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger refuse = new AtomicInteger();
  private String uploading = "";
  private volatile boolean partsFail;
  private volatile boolean abortsFail;

  private SmallServer store;
  private BucketTarget target;
  private Parcel parcel;

  @BeforeEach
  void aStore() throws IOException {
    store = new SmallServer(this::answer);
    target = target(store.url());
    parcel =
        new Parcel(
            "arena-2026",
            "Arena, November",
            List.of(
                item("README.md", "# Arena\n"),
                item("data/train-00000-of-00001.parquet", "P".repeat(2500)),
                item("manifest.json", "{}")));
  }

  private static BucketTarget target(String endpoint) {
    return new BucketTarget(
        new PublishSettings.Bucket(endpoint, "eu-1", "sets", "arena", "AK", "the-secret", true),
        1000);
  }

  @AfterEach
  void close() {
    target.close();
    store.close();
  }

  private Item item(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new Item(path, file, bytes.length, hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The store itself. */
  private Said answer(Asked asked) {
    if (refuse.get() > 0) {
      return new Said(refuse.get(), "<Error><Code>No</Code></Error>", Map.of());
    }
    assertThat(asked.headers().get("authorization")).contains("Credential=AK/");
    String path = asked.path();
    String key = path.replaceAll("\\?.*", "");
    return switch (asked.method()) {
      case "HEAD" -> head(key);
      case "PUT" -> put(asked, path, key);
      case "DELETE" -> {
        aborted.add(key);
        yield Said.status(abortsFail ? 404 : 204);
      }
      default -> path.contains("uploads") ? begin(asked) : finish(key);
    };
  }

  private Said head(String key) {
    Stored there = objects.get(key);
    return there == null
        ? Said.status(404)
        : new Said(
            200,
            "",
            Map.of("x-amz-meta-sha256", there.hash, "Content-Length", "" + there.bytes.length));
  }

  private Said put(Asked asked, String path, String key) {
    if (path.contains("partNumber=")) {
      int number = Integer.parseInt(path.replaceAll(".*partNumber=(\\d+).*", "$1"));
      if (partsFail && number == 2) {
        return Said.status(400);
      }
      parts.put(number, asked.body());
      return new Said(200, "", Map.of("ETag", "\"part" + number + "\""));
    }
    assertThat(asked.headers()).containsKey("x-amz-checksum-sha256");
    objects.put(key, new Stored(asked.body(), hash(asked)));
    return new Said(200, "", Map.of("ETag", "\"whole\""));
  }

  private Said begin(Asked asked) {
    parts.clear();
    uploading = hash(asked);
    return Said.ok(
        "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
  }

  private static String hash(Asked asked) {
    return Objects.requireNonNull(asked.headers().get("x-amz-meta-sha256"));
  }

  private Said finish(String key) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    parts.values().forEach(whole::writeBytes);
    objects.put(key, new Stored(whole.toByteArray(), uploading));
    return Said.ok(
        "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>");
  }

  @Test
  void everyFileArrivesWholeTheCardLast() throws IOException {
    String place = target.publish(parcel, sent::addAndGet);

    assertThat(place).isEqualTo("s3://sets/arena/arena-2026/");
    for (Item item : parcel.files()) {
      Stored there = Objects.requireNonNull(objects.get("/sets/arena/arena-2026/" + item.path()));
      assertThat(there.bytes).isEqualTo(Files.readAllBytes(item.file()));
      assertThat(there.hash).isEqualTo(item.sha256());
    }
    assertThat(List.copyOf(objects.keySet()).getLast()).endsWith("/README.md");
    assertThat(parts).hasSize(3);
    assertThat(sent).hasValue(parcel.bytes());
  }

  @Test
  void anotherTrySendsNothingTwice() {
    target.publish(parcel, sent::addAndGet);
    long written = writes();
    target.publish(parcel, sent::addAndGet);
    assertThat(writes()).isEqualTo(written);
  }

  private long writes() {
    return store.asked().stream().filter(asked -> !asked.method().equals("HEAD")).count();
  }

  @Test
  void aFileThatFailsInTheMiddleLeavesNoParts() {
    partsFail = true;
    assertThatThrownBy(() -> target.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessage("The store answered 400");
    assertThat(aborted).hasSize(1);
    assertThat(objects.keySet()).noneMatch(key -> key.endsWith("README.md"));
  }

  @Test
  void saysWhatWentWrongFirst() {
    partsFail = true;
    abortsFail = true;
    assertThatThrownBy(() -> target.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessage("The store answered 400");
  }

  @Test
  void aFileThatChangedOnTheDiskIsNotPutTogether() throws IOException {
    Files.writeString(parcel.files().get(1).file(), "p".repeat(2500));
    assertThatThrownBy(() -> target.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessageContaining("data/train-00000-of-00001.parquet is not what it was");
    assertThat(aborted).hasSize(1);
    assertThat(objects).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"401, does not know the keys", "403, may not write there", "404, no such bucket"})
  void saysWhatWentWrong(int status, String words) {
    refuse.set(status);
    assertThatThrownBy(() -> target.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("the-secret");
  }

  @Test
  void saysThatTheStoreIsAway() {
    String away = store.url();
    store.close();
    BucketTarget gone = target(away);
    assertThatThrownBy(() -> gone.publish(parcel, sent::addAndGet))
        .isInstanceOf(PublishFailed.class)
        .hasMessageContaining("can’t be reached");
    gone.close();
  }
}
