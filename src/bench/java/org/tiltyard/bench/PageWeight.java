package org.tiltyard.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What a browser fetches for a page that it has never seen, compressed as it is sent. */
final class PageWeight {

  private static final Pattern NAMED =
      Pattern.compile("<(?:link|script|img)[^>]*?(?:href|src)=\"(/[^\"]+)\"");

  private PageWeight() {}

  /** Kilobytes of a battle's page with the scripts, styles and images that it names. */
  static double battlePage(ArenaProcess arena, VoterClient voter, String battle)
      throws IOException, InterruptedException {
    String cookie = voter.cookie().strip().replaceFirst("Cookie: ", "");
    String page = "/battles/" + battle;
    byte[] html = get(arena, page, cookie);
    long bytes = html.length;
    Set<String> files = new LinkedHashSet<>();
    Matcher named = NAMED.matcher(unpacked(html));
    while (named.find()) {
      files.add(named.group(1));
    }
    for (String file : files) {
      bytes += get(arena, file, cookie).length;
    }
    return bytes / 1000.0;
  }

  private static byte[] get(ArenaProcess arena, String path, String cookie)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + arena.port() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Accept", "text/html, */*;q=0.5")
            .header("Accept-Encoding", "gzip")
            .header("Cookie", cookie)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException("GET " + path + ": " + response.statusCode());
      }
      return response.body();
    }
  }

  private static String unpacked(byte[] body) throws IOException {
    boolean packed = body.length > 1 && body[0] == 0x1F && (body[1] & 0xFF) == 0x8B;
    if (!packed) {
      return new String(body, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
