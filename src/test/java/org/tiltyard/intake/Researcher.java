package org.tiltyard.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** Somebody who sends files to an arena by a program, as the documentation shows it. */
final class Researcher {

  static final String PASSWORD = "correct horse battery";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BOUNDARY = "----a-boundary-that-is-in-no-file";

  private final Voter client;

  Researcher(TestArena arena) {
    client = arena.newVoter();
  }

  private HttpRequest.Builder request(String path) {
    return client.request(path).header("Authorization", Voter.basic("admin", PASSWORD));
  }

  HttpResponse<String> send(byte[] file, String name, Map<String, String> fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach((field, value) ->
        body.writeBytes(
            part("name=\"" + field + "\"", "", value.getBytes(StandardCharsets.UTF_8))));
    String disposition = "name=\"file\"; filename=\"" + name + "\"";
    body.writeBytes(part(disposition, "Content-Type: application/octet-stream\r\n", file));
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return client.send(
        request("/research/import")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static byte[] part(String disposition, String headers, byte[] content) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    String head =
        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + headers;
    part.writeBytes((head + "\r\n").getBytes(StandardCharsets.UTF_8));
    part.writeBytes(content);
    part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return part.toByteArray();
  }

  /** Sends a file and waits until it has been read; what became of it. */
  JsonNode bring(byte[] file, String name) {
    return bring(file, name, Map.of());
  }

  JsonNode bring(byte[] file, String name, Map<String, String> fields) {
    HttpResponse<String> sent = send(file, name, fields);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
    String address = sent.headers().firstValue("Location").orElseThrow();
    return ended(address.substring(address.lastIndexOf('/') + 1), "done");
  }

  JsonNode ended(String id, String state) {
    within(PATIENCE, state, () -> show(id).get("state").asString().equals(state));
    return show(id);
  }

  JsonNode show(String id) {
    return Voter.json(
        client.send(request("/research/import/" + id).header("Accept", "application/json").GET()));
  }

  void undo(JsonNode delivery) {
    String id = delivery.get("id").asString();
    HttpResponse<String> sent =
        client.send(request("/research/import/" + id + "/undo").POST(BodyPublishers.noBody()));
    assertThat(sent.statusCode()).isEqualTo(303);
    ended(id, "undone");
  }

  String problems(JsonNode delivery) {
    return client
        .send(request("/research/import/" + delivery.get("id").asString() + "/problems.csv").GET())
        .body();
  }

  /** What the arena gives out. */
  String export(String schema, String source) {
    return client
        .send(request("/research/export?schema=" + schema + "&source=" + source).GET())
        .body();
  }

  static List<String> lines(String file) {
    return file.lines().toList();
  }
}
