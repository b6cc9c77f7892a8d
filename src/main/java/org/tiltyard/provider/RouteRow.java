package org.tiltyard.provider;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One line of the health page.
 *
 * @param state {@code well}, {@code unknown}, {@code suspect}, {@code out}, {@code asked} or {@code
 *     held-out}
 * @param successPercent of the latest calls, whole; null without any
 * @param firstToken the median time to the first token, for people; null without any
 * @param slowestFirstToken the time that 95 of 100 calls did not exceed
 */
record RouteRow(
    Route route,
    String names,
    String endpoint,
    String state,
    Instant since,
    @Nullable Integer successPercent,
    int calls,
    @Nullable String firstToken,
    @Nullable String slowestFirstToken,
    @Nullable RouteFailure failure,
    @Nullable Instant nextProbe,
    boolean heldOut) {

  static RouteRow of(
      Route route, String names, String endpoint, Circuit circuit, RouteFigures figures) {
    OptionalDouble share = figures.successShare();
    return new RouteRow(
        route,
        names,
        endpoint,
        state(circuit, figures),
        circuit.since(),
        share.isPresent() ? (int) Math.floor(share.getAsDouble() * 100) : null,
        figures.calls(),
        time(figures.firstTokenMillis(0.5)),
        time(figures.firstTokenMillis(0.95)),
        circuit.failure(),
        circuit.nextProbeAt(),
        circuit.heldOut());
  }

  private static String state(Circuit circuit, RouteFigures figures) {
    if (circuit.heldOut()) {
      return "held-out";
    }
    return switch (circuit.state()) {
      case OPEN -> "out";
      case HALF_OPEN -> "asked";
      case CLOSED -> closedState(circuit, figures);
    };
  }

  private static String closedState(Circuit circuit, RouteFigures figures) {
    OptionalDouble share = figures.successShare();
    if (share.isEmpty()) {
      return "unknown";
    }
    RouteFailure failure = circuit.failure();
    boolean since = failure != null && failure.at().isAfter(circuit.since());
    return since && share.getAsDouble() < 0.8 ? "suspect" : "well";
  }

  private static @Nullable String time(OptionalInt millis) {
    if (millis.isEmpty()) {
      return null;
    }
    int number = millis.getAsInt();
    return number < 1000 ? number + " ms" : (number + 50) / 100 / 10.0 + " s";
  }

  /** How a badge shows the state. */
  public String tone() {
    return switch (state) {
      case "well" -> "good";
      case "out" -> "bad";
      case "suspect", "asked" -> "warn";
      default -> "idle";
    };
  }

  /** Whether it is out of the draw for whatever reason. */
  public boolean out() {
    return heldOut || state.equals("out") || state.equals("asked");
  }
}
