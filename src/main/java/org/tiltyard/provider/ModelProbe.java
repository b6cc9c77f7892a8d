package org.tiltyard.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Vault;

/** Tries a model out: one answer over the same gateway that battles use, measured and judged. */
@Component
public class ModelProbe {

  /** From when on a first token counts as slow. */
  private static final Duration SLOW = Duration.ofSeconds(8);

  private static final double NANOS = 1e9;

  private final ChatGateway gateway;
  private final EndpointSecrets secrets;

  ModelProbe(ChatGateway gateway, EndpointSecrets secrets) {
    this.gateway = gateway;
    this.secrets = secrets;
  }

  /**
   * What came of it.
   *
   * @param text the answer, as far as it came
   * @param firstToken until the first token, reasoning included; null when none came
   * @param tokensPerSecond after the first token, by the server's own count; empty without one
   * @param usage the server's own count; null when it gave none
   * @param costUsd by the model's prices; empty when there are none, or no count
   * @param finishReason null when the answer did not finish
   * @param findings what is wrong or odd, the worst first; empty when all is well
   */
  public record Report(
      String text,
      @Nullable Duration firstToken,
      Duration total,
      OptionalDouble tokensPerSecond,
      @Nullable Usage usage,
      OptionalDouble costUsd,
      @Nullable String finishReason,
      List<Finding> findings) {

    /** Whether the model can compete. */
    public boolean passed() {
      return findings.stream().allMatch(finding -> finding.kind().harmless());
    }
  }

  /**
   * Asks and waits for the whole answer.
   *
   * @param onText told every piece of the answer as it comes, on the calling thread
   */
  public Report ask(
      Endpoint endpoint, ChatRequest request, Prices prices, Consumer<String> onText) {
    Run run = new Run(onText);
    try (ChatStream stream = gateway.open(endpoint, request)) {
      for (Chunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
        run.take(chunk);
      }
    } catch (ChatFailure failure) {
      run.findings.add(Finding.of(failure, hasKey(endpoint)));
    }
    return run.report(prices);
  }

  private boolean hasKey(Endpoint endpoint) {
    try {
      return !endpoint.internal() && !secrets.accessTo(endpoint).key().isEmpty();
    } catch (Vault.Unreadable e) {
      return true;
    }
  }

  /** One answer as it comes in. */
  private static final class Run {

    private final Consumer<String> onText;
    private final long begun = System.nanoTime();
    private final StringBuilder text = new StringBuilder();
    private final List<Finding> findings = new ArrayList<>();
    private boolean reasoned;
    private long first;
    private Chunk.@Nullable Finished finished;

    private Run(Consumer<String> onText) {
      this.onText = onText;
    }

    private void take(Chunk chunk) {
      if (first == 0 && !(chunk instanceof Chunk.Finished)) {
        first = System.nanoTime();
      }
      switch (chunk) {
        case Chunk.Text(String words) -> {
          text.append(words);
          onText.accept(words);
        }
        case Chunk.Reasoning reasoning -> reasoned = true;
        case Chunk.Finished end -> finished = end;
      }
    }

    private Report report(Prices prices) {
      long now = System.nanoTime();
      Duration firstToken = first == 0 ? null : Duration.ofNanos(first - begun);
      Chunk.Finished end = finished;
      Usage usage = end == null ? null : end.usage();
      if (end != null) {
        judge(end, firstToken);
      }
      double seconds = (now - first) / NANOS;
      return new Report(
          text.toString(),
          firstToken,
          Duration.ofNanos(now - begun),
          usage == null || first == 0 || seconds <= 0 || usage.tokensOut() < 2
              ? OptionalDouble.empty()
              : OptionalDouble.of((usage.tokensOut() - 1) / seconds),
          usage,
          usage == null ? OptionalDouble.empty() : prices.cost(usage),
          end == null ? null : end.finishReason(),
          List.copyOf(findings));
    }

    private void judge(Chunk.Finished end, @Nullable Duration firstToken) {
      boolean cut = end.finishReason().equals("length");
      if (text.toString().isBlank() && !(reasoned && cut)) {
        findings.add(Finding.of(Finding.Kind.EMPTY_ANSWER));
      }
      if (cut) {
        findings.add(Finding.of(Finding.Kind.CUT_SHORT));
      }
      if (end.usage() == null) {
        findings.add(Finding.of(Finding.Kind.NO_USAGE));
      }
      if (firstToken != null && firstToken.compareTo(SLOW) > 0) {
        findings.add(Finding.of(Finding.Kind.SLOW_START));
      }
    }
  }
}
