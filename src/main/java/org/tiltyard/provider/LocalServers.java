package org.tiltyard.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.SignedIn;

/**
 * Finds what an admin most likely wants to connect first: model servers on this machine, and the
 * OpenAI API when the environment holds a key for it.
 */
@Component
public class LocalServers {

  private static final Duration WITHIN = Duration.ofSeconds(2);
  private static final String OPENAI = "https://api.openai.com/v1";

  private final LocalServerSettings settings;
  private final EndpointDirectory directory;
  private final EndpointEditor editor;
  private final Endpoints endpoints;
  private final Environment environment;

  LocalServers(
      LocalServerSettings settings,
      EndpointDirectory directory,
      EndpointEditor editor,
      Endpoints endpoints,
      Environment environment) {
    this.settings = settings;
    this.directory = directory;
    this.editor = editor;
    this.endpoints = endpoints;
    this.environment = environment;
  }

  /**
   * A server that was found.
   *
   * @param name as people know it: Ollama, llama.cpp, vLLM, LM Studio, OpenAI
   * @param models the ids that it serves; empty for OpenAI, which is not asked before it is added
   * @param keyInEnvironment whether its key is in {@code OPENAI_API_KEY}
   * @param known whether the arena has an endpoint at this address already
   */
  public record Found(
      String name, String baseUrl, List<String> models, boolean keyInEnvironment, boolean known) {}

  private record Candidate(String name, int port) {}

  /** Looks at all of them at once; takes two seconds at most. */
  public List<Found> find() {
    List<Future<Optional<Found>>> answers = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Candidate candidate : candidates()) {
        answers.add(each.submit(() -> look(candidate)));
      }
    }
    List<Found> found = new ArrayList<>();
    for (Future<Optional<Found>> answer : answers) {
      try {
        answer.get().ifPresent(found::add);
      } catch (ExecutionException e) {
        throw new IllegalStateException("looking for local servers failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (!openAiKey().isEmpty()) {
      found.add(new Found("OpenAI", openAiUrl(), List.of(), true, known(openAiUrl())));
    }
    return found;
  }

  /**
   * Makes an endpoint of a server that was found, with its key if the environment holds one; or
   * gives the one that is at its address already.
   */
  public Endpoint adopt(Found found, SignedIn by) {
    return endpointAt(found.baseUrl())
        .orElseGet(() -> {
          EndpointDraft draft =
              new EndpointDraft(found.name(), found.baseUrl(), EndpointLimits.NONE);
          return editor.create(draft, found.keyInEnvironment() ? openAiKey() : "", by);
        });
  }

  private List<Candidate> candidates() {
    String own = environment.getProperty("local.server.port", "");
    return List.of(
            new Candidate("Ollama", settings.ollama()),
            new Candidate("llama.cpp", settings.llamaCpp()),
            new Candidate("vLLM", settings.vllm()),
            new Candidate("LM Studio", settings.lmStudio()))
        .stream()
        .filter(candidate -> candidate.port != 0 && !own.equals(String.valueOf(candidate.port)))
        .toList();
  }

  private Optional<Found> look(Candidate candidate) {
    String baseUrl = "http://127.0.0.1:" + candidate.port + "/v1";
    try {
      List<String> models = directory.list(baseUrl, Access.NONE, WITHIN);
      return Optional.of(new Found(candidate.name, baseUrl, models, false, known(baseUrl)));
    } catch (EndpointProblem nobodyThere) {
      return Optional.empty();
    }
  }

  private boolean known(String baseUrl) {
    return endpointAt(baseUrl).isPresent();
  }

  private Optional<Endpoint> endpointAt(String baseUrl) {
    String sameHost = baseUrl.replace("127.0.0.1", "localhost");
    return endpoints.findAll().stream()
        .filter(one -> {
          String tidy = one.baseUrl().strip().replaceAll("/+$", "");
          return tidy.equals(baseUrl) || tidy.equals(sameHost);
        })
        .findFirst();
  }

  private String openAiKey() {
    return environment.getProperty("OPENAI_API_KEY", "").strip();
  }

  private String openAiUrl() {
    String own = environment.getProperty("OPENAI_BASE_URL", "").strip();
    return own.isEmpty() ? OPENAI : own.replaceAll("/+$", "");
  }
}
