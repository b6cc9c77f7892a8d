package org.tiltyard.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Received;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;

/** Two models that count: every token is another, so that a lost or moved one shows. */
final class FakeModels implements AutoCloseable {

  static final List<String> NAMES = List.of("left", "right");

  /** Every token has so many characters. */
  static final int TOKEN_LENGTH = 7;

  private final ScriptedModelServer server = ScriptedModelServer.start();
  private volatile Map<String, Script> scripts = Map.of();
  private volatile Map<String, String> texts = Map.of();

  FakeModels() {
    for (String name : NAMES) {
      server.model(name, request -> scripts.getOrDefault(request.model(), Script.silent()));
    }
  }

  /** From now on every answer has so many tokens, at this pace; 0 is as fast as they go. */
  void speak(int tokens, double perSecond, Duration firstToken) {
    speak(tokens, perSecond, firstToken, null);
  }

  /** As above, but every answer waits at the gate before it ends. */
  void speak(int tokens, double perSecond, Duration firstToken, @Nullable Gate gate) {
    Map<String, Script> said = new HashMap<>();
    Map<String, String> whole = new HashMap<>();
    for (String name : NAMES) {
      List<String> words = words(name, tokens);
      Script script = Script.stream().wait(firstToken).tokens(words, perSecond);
      if (gate != null) {
        script = script.pause(gate);
      }
      said.put(name, script.finish("stop").usage(10, tokens).done());
      whole.put(name, String.join("", words));
    }
    texts = Map.copyOf(whole);
    scripts = Map.copyOf(said);
  }

  private static List<String> words(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name.charAt(0) + "%05d ".formatted(i)).toList();
  }

  /** The model whose text begins like this. */
  static String speakerOf(CharSequence text) {
    return NAMES.stream()
        .filter(name -> !text.isEmpty() && text.charAt(0) == name.charAt(0))
        .findFirst()
        .orElse("");
  }

  /** What a model says in all. */
  String text(String model) {
    return texts.getOrDefault(model, "");
  }

  String baseUrl() {
    return server.baseUrl();
  }

  int port() {
    return URI.create(server.baseUrl()).getPort();
  }

  /** The settings that make an arena use them. */
  List<String> settings() {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String prefix = "--tiltyard.models[" + i + "].";
      settings.add(prefix + "name=" + NAMES.get(i));
      settings.add(prefix + "base-url=" + baseUrl());
    }
    return settings;
  }

  /** The requests so far, by {@link #key}. */
  Map<String, Received> received() {
    Map<String, Received> found = new HashMap<>();
    for (Received request : server.received()) {
      String prompt = request.body().path("messages").path(0).path("content").asString("");
      found.put(key(request.model(), prompt), request);
    }
    return found;
  }

  static String key(String model, String prompt) {
    return model + " " + prompt;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
