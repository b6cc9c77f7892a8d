package org.tiltyard.testing;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the arena's HTTP interface, with cookies kept: what a page's script does. */
public final class Voter {

  /** One server-sent event; {@code data} is JSON. */
  public record Event(String id, String name, JsonNode data) {}

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String url;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client;

  Voter(String url) {
    this.url = url;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** A voter with the same cookies at another address. */
  public Voter at(String otherUrl) {
    Voter there = new Voter(otherUrl);
    cookies
        .getCookieStore()
        .get(URI.create(url))
        .forEach(cookie -> there.cookies.getCookieStore().add(URI.create(otherUrl), cookie));
    return there;
  }

  /** What a program sends as {@code Authorization} to sign in by HTTP Basic. */
  public static String basic(String username, String password) {
    byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Opens a battle; returns its id. */
  public String start(String prompt) {
    HttpResponse<String> response = post("/battles", Map.of("prompt", prompt));
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return json(response).get("id").asString();
  }

  /** Opens a battle and waits until both answers have settled. */
  public String startAndWait(String prompt) {
    String battle = start(prompt);
    events(battle);
    return battle;
  }

  /** Sends a further prompt. */
  public HttpResponse<String> ask(String battle, String prompt) {
    return post("/battles/" + battle + "/turns", Map.of("prompt", prompt));
  }

  /** Votes. */
  public HttpResponse<String> vote(String battle, String winner) {
    return post("/battles/" + battle + "/vote", Map.of("winner", winner));
  }

  /** The battle as JSON. */
  public JsonNode show(String battle) {
    return json(get("/battles/" + battle, "application/json"));
  }

  /** All events of the last turn, until the stream ends. */
  public List<Event> events(String battle) {
    return events(battle, null, events -> false);
  }

  /** Events after the one with the id; the connection is cut as soon as there are enough. */
  public List<Event> events(
      String battle, @Nullable String lastEventId, Predicate<List<Event>> enough) {
    HttpRequest.Builder request = request("/battles/" + battle + "/events");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.GET().build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new AssertionError("events: " + response.statusCode());
      }
      try (InputStream body = response.body()) {
        return read(body, enough);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The events that are whole in what has arrived of a stream. */
  public static List<Event> eventsIn(byte[] body) {
    try {
      return read(new ByteArrayInputStream(body), events -> false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This voter's cookies as the line of a request, for connections of the caller's own. */
  public String cookieHeader() {
    return cookies.getCookieStore().getCookies().stream()
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .collect(Collectors.joining("; ", "Cookie: ", "\r\n"));
  }

  private static List<Event> read(InputStream body, Predicate<List<Event>> enough)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    List<Event> events = new ArrayList<>();
    String id = "";
    String name = "";
    String data = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      } else if (line.isEmpty() && !data.isEmpty()) {
        events.add(new Event(id, name, JSON.readTree(data)));
        data = "";
        if (enough.test(events)) {
          break;
        }
      }
    }
    return events;
  }

  /** The text of a seat that events build up, by the rule that a page follows. */
  public static String text(List<Event> events, String seat) {
    return textAfter("", events, seat);
  }

  /** The same, going on from text that was there. */
  public static String textAfter(String before, List<Event> events, String seat) {
    StringBuilder text = new StringBuilder(before);
    for (Event event : events) {
      if (event.name().equals("delta") && event.data().get("seat").asString().equals(seat)) {
        text.setLength(event.data().get("from").asInt());
        text.append(event.data().get("text").asString());
      }
    }
    return text.toString();
  }

  /** GET with an Accept header. */
  public HttpResponse<String> get(String path, String accept) {
    return send(request(path).header("Accept", accept).GET());
  }

  /** POST of JSON. */
  public HttpResponse<String> post(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** POST without a body. */
  public HttpResponse<String> post(String path) {
    return send(request(path).header("Accept", "application/json").POST(BodyPublishers.noBody()));
  }

  /** POST of a form, as a browser without script sends it; redirects are not followed. */
  public HttpResponse<String> postForm(String path, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString(form)));
  }

  /** A request of the caller's own making, to be sent with this voter's cookies. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT);
  }

  /** Sends it. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends it and reads no more than the head of the answer, which may be a stream without end. */
  public HttpResponse<InputStream> open(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), BodyHandlers.ofInputStream());
      response.body().close();
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The body as JSON. */
  public static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
