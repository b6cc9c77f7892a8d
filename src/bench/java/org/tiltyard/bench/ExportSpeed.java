package org.tiltyard.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.tiltyard.schema.Format;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a researcher waits for an export: until its first byte and until its last, from an arena
 * that has imported so many simulated conversations, each export three times.
 */
final class ExportSpeed {

  private static final String PASSWORD = "correct horse battery";
  private static final String BOUNDARY = "a-boundary-that-is-in-no-file";
  private static final int RUNS = 3;
  private static final double MB = 1e6;

  private final Options options;
  private final HttpClient http = HttpClient.newHttpClient();

  ExportSpeed(Options options) {
    this.options = options;
  }

  /** Measures and prints a table; false when an export had other rows than were brought. */
  boolean run() throws Exception {
    Load.print("%s", Machine.described(options));
    int rows = options.rows();
    Path file = Files.createTempFile("conversations", ".jsonl");
    try (ArenaProcess arena =
        ArenaProcess.start(
            options, options.database(), List.of("--tiltyard.admin.password=" + PASSWORD))) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        new SimulatedConversations().write(Format.JSONL, rows, out);
      }
      double megabytes = Files.size(file) / MB;
      long begun = System.nanoTime();
      bring(arena, file);
      double took = seconds(begun);
      Load.print(
          "%n%,d rows, %.0f MB as JSONL, imported in %.1f s (%,.0f rows/s, %.0f MB/s)%n",
          rows, megabytes, took, rows / took, megabytes / took);
      return exports(arena, rows);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void bring(ArenaProcess arena, Path file) throws IOException, InterruptedException {
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(
                "--"
                    + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.jsonl\"\r\n"
                    + "Content-Type: application/octet-stream\r\n\r\n"),
            BodyPublishers.ofFile(file),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    HttpResponse<String> sent =
        http.send(
            request(arena, "/research/import")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body)
                .build(),
            BodyHandlers.ofString());
    String place =
        sent.headers()
            .firstValue("Location")
            .orElseThrow(() -> new IOException("not imported: " + sent.body()));
    HttpRequest look = request(arena, place).build();
    JsonMapper json = new JsonMapper();
    String state = "";
    while (!state.equals("done")) {
      Thread.sleep(Duration.ofMillis(200));
      String shown = http.send(look, BodyHandlers.ofString()).body();
      state = json.readTree(shown).get("state").asString();
      if (state.equals("failed")) {
        throw new IOException("not imported: " + shown);
      }
    }
  }

  private boolean exports(ArenaProcess arena, int rows) throws IOException, InterruptedException {
    boolean whole = true;
    List<String> table = new ArrayList<>();
    for (Format format : List.of(Format.JSONL, Format.PARQUET)) {
      for (int run = 0; run < RUNS; run++) {
        long begun = System.nanoTime();
        HttpResponse<InputStream> answer =
            http.send(
                request(
                        arena,
                        "/research/export?schema=arena-33k&source=imported&format=" + format.key())
                    .build(),
                BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
          int first = in.read();
          double untilFirst = seconds(begun);
          long[] read = count(in, first);
          double untilLast = seconds(begun);
          whole &= answer.statusCode() == 200 && (format != Format.JSONL || read[1] == rows);
          table.add(
              "| %s | %.0f | %.1f | %,.0f | %.0f | %d |"
                  .formatted(
                      format.key(),
                      1000 * untilFirst,
                      untilLast,
                      rows / untilLast,
                      read[0] / MB,
                      arena.residentMegabytes()));
        }
      }
    }
    Load.print("| export | first byte, ms | last byte, s | rows/s | MB sent | resident, MB |");
    Load.print("|---|---|---|---|---|---|");
    table.forEach(line -> Load.print("%s", line));
    return whole;
  }

  /** How many bytes there are, and how many of them end lines. */
  private static long[] count(InputStream in, int first) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long[] counted = {1, first == '\n' ? 1 : 0};
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      counted[0] += read;
      for (int i = 0; i < read; i++) {
        counted[1] += buffer[i] == '\n' ? 1 : 0;
      }
    }
    return counted;
  }

  private static HttpRequest.Builder request(ArenaProcess arena, String path) {
    String basic =
        Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + arena.port() + path))
        .header("Authorization", "Basic " + basic)
        .header("Accept", "application/json, */*;q=0.5");
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
