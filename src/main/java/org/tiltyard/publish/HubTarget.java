package org.tiltyard.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.publish.HubClient.Answer;
import org.tiltyard.publish.Parcel.Item;
import org.tiltyard.shared.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dataset repository at a hub. Large files go to its store first, by Git LFS's batch API; then
 * one commit makes everything appear.
 */
@Component
final class HubTarget implements Target {

  private static final String BRANCH = "main";
  private static final String LFS = "application/vnd.git-lfs+json";
  private static final MediaType BYTES = MediaType.get("application/octet-stream");
  private static final int SAMPLE = 512;
  private static final int BATCH = 100;

  private final PublishSettings.Hub settings;
  private final HubClient client;
  private final JsonMapper json = new JsonMapper();

  @Autowired
  HubTarget(PublishSettings settings, OutboundHttp outbound) {
    this(settings.hub(), outbound, Duration.ofSeconds(2));
  }

  HubTarget(PublishSettings.Hub settings, OutboundHttp outbound, Duration pause) {
    this.settings = settings;
    this.client = new HubClient(outbound, settings.url(), settings.token(), pause);
  }

  @Override
  public String name() {
    return "hub";
  }

  @Override
  public boolean isSet() {
    return settings.isSet();
  }

  @Override
  public String place(String release) {
    return base() + "/datasets/" + repository(release);
  }

  private String base() {
    String url = settings.url();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private String repository(String release) {
    return settings.owner() + "/" + release;
  }

  @Override
  public String publish(Parcel parcel, LongConsumer sent) {
    create(parcel.name());
    String api = base() + "/api/datasets/" + repository(parcel.name());
    Map<String, Boolean> large = sortByPlace(api, parcel.files());
    List<Item> toStore =
        parcel.files().stream().filter(item -> large.getOrDefault(item.path(), false)).toList();
    for (int from = 0; from < toStore.size(); from += BATCH) {
      store(parcel.name(), toStore.subList(from, Math.min(toStore.size(), from + BATCH)), sent);
    }
    commit(api, parcel, large);
    parcel.files().stream()
        .filter(item -> !large.getOrDefault(item.path(), false))
        .forEach(item -> sent.accept(item.bytes()));
    return place(parcel.name());
  }

  /** There may be one already, from an earlier try. */
  private void create(String release) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("type", "dataset");
    wanted.put("name", release);
    wanted.put("organization", settings.owner());
    wanted.put("private", !settings.visible());
    Answer answer =
        client.ask(
            base() + "/api/repos/create",
            "application/json",
            json.writeValueAsBytes(wanted),
            Map.of());
    if (answer.status() != 409) {
      client.require(answer);
    }
  }

  /** Asks which files the hub wants in its store; the others go into the commit. */
  private Map<String, Boolean> sortByPlace(String api, List<Item> files) {
    Map<String, Boolean> large = new HashMap<>();
    for (int from = 0; from < files.size(); from += BATCH) {
      List<Map<String, Object>> asked = new ArrayList<>();
      for (Item item : files.subList(from, Math.min(files.size(), from + BATCH))) {
        asked.add(Map.of("path", item.path(), "size", item.bytes(), "sample", sample(item)));
      }
      JsonNode answer = client.json(api + "/preupload/" + BRANCH, Map.of("files", asked));
      for (JsonNode file : answer.path("files")) {
        large.put(file.path("path").asString(), file.path("uploadMode").asString().equals("lfs"));
      }
    }
    return large;
  }

  private static String sample(Item item) {
    try (InputStream in = Files.newInputStream(item.file())) {
      return Base64.getEncoder().encodeToString(in.readNBytes(SAMPLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void store(String release, List<Item> items, LongConsumer sent) {
    Map<String, Object> batch = new LinkedHashMap<>();
    batch.put("operation", "upload");
    batch.put("transfers", List.of("basic", "multipart"));
    batch.put("hash_algo", "sha256");
    batch.put("ref", Map.of("name", BRANCH));
    batch.put(
        "objects",
        items.stream().map(item -> Map.of("oid", item.sha256(), "size", item.bytes())).toList());
    Answer answer =
        client.require(
            client.ask(
                base() + "/datasets/" + repository(release) + ".git/info/lfs/objects/batch",
                LFS,
                json.writeValueAsBytes(batch),
                Map.of("Accept", LFS)));
    Map<String, Item> byHash = new HashMap<>();
    items.forEach(item -> byHash.put(item.sha256(), item));
    for (JsonNode object : client.tree(answer).path("objects")) {
      Item item = byHash.get(object.path("oid").asString());
      if (item != null) {
        upload(item, object, sent);
      }
    }
  }

  /** Without an action to upload, the store has it already. */
  private void upload(Item item, JsonNode object, LongConsumer sent) {
    if (object.has("error")) {
      throw new PublishFailed(
          "The hub refuses "
              + item.path()
              + ": "
              + object.path("error").path("message").asString());
    }
    JsonNode action = object.path("actions").path("upload");
    if (action.isMissingNode()) {
      sent.accept(item.bytes());
      return;
    }
    Map<String, String> headers = headers(action.path("header"));
    if (headers.containsKey("chunk_size")) {
      inParts(item, action.path("href").asString(), headers, sent);
    } else {
      client.require(
          client.put(action.path("href").asString(), part(item, 0, item.bytes()), headers));
      sent.accept(item.bytes());
    }
    verify(item, object.path("actions").path("verify"));
  }

  /** The store's headers name an address for each part; then the hub is told what each part is. */
  private void inParts(Item item, String finish, Map<String, String> headers, LongConsumer sent) {
    long size = Long.parseLong(headers.getOrDefault("chunk_size", "0"));
    TreeMap<Integer, String> addresses = new TreeMap<>();
    headers.forEach((name, address) -> {
      if (name.matches("\\d{1,6}")) {
        addresses.put(Integer.parseInt(name), address);
      }
    });
    if (size <= 0 || addresses.size() != Math.ceilDiv(item.bytes(), size)) {
      throw new PublishFailed("The hub’s parts for " + item.path() + " don’t fit its size");
    }
    List<Map<String, Object>> parts = new ArrayList<>();
    long at = 0;
    for (Map.Entry<Integer, String> address : addresses.entrySet()) {
      long length = Math.min(size, item.bytes() - at);
      Answer answer =
          client.require(client.put(address.getValue(), part(item, at, length), Map.of()));
      if (answer.etag() == null) {
        throw new PublishFailed("The hub’s store doesn’t say what it stored of " + item.path());
      }
      parts.add(Map.of("partNumber", address.getKey(), "etag", answer.etag()));
      sent.accept(length);
      at += length;
    }
    client.require(
        client.ask(
            finish,
            LFS,
            json.writeValueAsBytes(Map.of("oid", item.sha256(), "parts", parts)),
            Map.of("Accept", LFS)));
  }

  private void verify(Item item, JsonNode action) {
    if (!action.isMissingNode()) {
      Answer answer =
          client.ask(
              action.path("href").asString(),
              LFS,
              json.writeValueAsBytes(Map.of("oid", item.sha256(), "size", item.bytes())),
              headers(action.path("header")));
      client.require(answer);
    }
  }

  private static Map<String, String> headers(JsonNode object) {
    Map<String, String> headers = new LinkedHashMap<>();
    object.properties().forEach(one -> headers.put(one.getKey(), one.getValue().asString()));
    return headers;
  }

  /** A part of a file, read as it is sent; can be sent again. */
  private static RequestBody part(Item item, long from, long length) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return BYTES;
      }

      @Override
      public long contentLength() {
        return length;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        try (InputStream in = Files.newInputStream(item.file())) {
          in.skipNBytes(from);
          byte[] buffer = new byte[1 << 16];
          long left = length;
          while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
              throw new IOException(item.path() + " is shorter than it was");
            }
            sink.write(buffer, 0, read);
            left -= read;
          }
        }
      }
    };
  }

  private void commit(String api, Parcel parcel, Map<String, Boolean> large) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    line(lines, "header", Map.of("summary", parcel.title(), "description", ""));
    for (Item item : parcel.files()) {
      if (large.getOrDefault(item.path(), false)) {
        line(
            lines,
            "lfsFile",
            Map.of(
                "path", item.path(), "algo", "sha256", "oid", item.sha256(), "size", item.bytes()));
      } else {
        line(
            lines,
            "file",
            Map.of("path", item.path(), "encoding", "base64", "content", content(item)));
      }
    }
    Answer answer =
        client.ask(
            api + "/commit/" + BRANCH, "application/x-ndjson", lines.toByteArray(), Map.of());
    client.require(answer);
  }

  private void line(ByteArrayOutputStream lines, String key, Object value) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("key", key);
    line.put("value", value);
    lines.writeBytes(json.writeValueAsBytes(line));
    lines.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
  }

  private static String content(Item item) {
    try {
      byte[] bytes = Files.readAllBytes(item.file());
      item.check(Sha256.digest().digest(bytes));
      return Base64.getEncoder().encodeToString(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
