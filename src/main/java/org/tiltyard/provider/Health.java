package org.tiltyard.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.settings.Live;

/**
 * Which routes are well. Reads come from memory, which follows the database by a second; changes go
 * through the database, where of several processes one wins and tells everybody.
 */
@Component
public class Health implements RouteNames {

  /**
   * How the arena's models are.
   *
   * @param out the public names of those that are out of the draw, in order
   */
  public record Summary(int models, List<String> out) {

    /** How many may be drawn. */
    public int well() {
      return models - out.size();
    }
  }

  private static final int TRIES = 5;

  private final HealthRecords records;
  private final HealthNews news;
  private final Live<HealthSettings> settings;
  private final TransactionTemplate transaction;

  private volatile Map<Route, Circuit> circuits = Map.of();
  private volatile Map<Route, List<String>> drawn = Map.of();

  Health(
      HealthRecords records,
      HealthNews news,
      Live<HealthSettings> healthSettings,
      TransactionTemplate transaction) {
    this.records = records;
    this.news = news;
    this.settings = healthSettings;
    this.transaction = transaction;
  }

  /** Whether a model may be drawn for new battles; one nobody has complained about may. */
  public boolean available(EndpointId endpoint, String model) {
    return available(new Route(endpoint, model));
  }

  private boolean available(Route route) {
    Circuit circuit = circuits.get(route);
    return circuit == null || (settings.get().enabled() ? circuit.available() : !circuit.heldOut());
  }

  /** How the models are that compete, as of the last second. Never blocks. */
  public Summary summary() {
    Set<String> out = new TreeSet<>();
    int models = 0;
    for (Map.Entry<Route, List<String>> route : drawn.entrySet()) {
      models += route.getValue().size();
      if (!available(route.getKey())) {
        out.addAll(route.getValue());
      }
    }
    return new Summary(models, List.copyOf(out));
  }

  @Override
  public String name(Route route) {
    List<String> names = drawn.get(route);
    return names == null ? route.model() : String.join(", ", names);
  }

  Map<Route, List<String>> drawn() {
    return drawn;
  }

  Map<Route, Circuit> circuits() {
    return circuits;
  }

  /** Takes in what the database says. */
  void refresh(Map<Route, List<String>> nowDrawn) {
    drawn = nowDrawn;
    circuits = records.all();
  }

  /**
   * Changes a route's circuit on the strength of what it is now, which another process may have
   * changed meanwhile: the step is then asked again.
   *
   * @param step gives the circuit it gets when nothing is to be done
   * @param by the admin who wants it; null when the arena does it by itself
   * @return the new circuit; empty when nothing changed
   */
  Optional<Circuit> change(Route route, UnaryOperator<Circuit> step, @Nullable SignedIn by) {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<HealthRecords.Stored> stored = records.find(route);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      Circuit old = stored.get().circuit();
      Circuit changed = step.apply(old);
      if (changed.equals(old)) {
        return Optional.empty();
      }
      if (replace(route, stored.get(), changed, by)) {
        Map<Route, Circuit> next = new HashMap<>(circuits);
        next.put(route, changed);
        circuits = next;
        return Optional.of(changed);
      }
    }
    return Optional.empty();
  }

  private boolean replace(
      Route route, HealthRecords.Stored old, Circuit changed, @Nullable SignedIn by) {
    HealthNews.Change change = changeOf(old.circuit(), changed, by);
    if (change == null) {
      return records.replace(route, old, changed);
    }
    return Boolean.TRUE.equals(
        transaction.execute(status -> {
          boolean won = records.replace(route, old, changed);
          if (won) {
            RouteFailure why = change == HealthNews.Change.OPENED ? changed.failure() : null;
            news.tell(change, route, name(route), why, by);
          }
          return won;
        }));
  }

  private static HealthNews.@Nullable Change changeOf(
      Circuit old, Circuit changed, @Nullable SignedIn by) {
    if (changed.heldOut() != old.heldOut()) {
      return changed.heldOut() ? HealthNews.Change.HELD_OUT : HealthNews.Change.LET_IN;
    }
    boolean wasClosed = old.state() == Circuit.State.CLOSED;
    boolean isClosed = changed.state() == Circuit.State.CLOSED;
    if (wasClosed == isClosed) {
      return null;
    }
    if (isClosed) {
      return by == null ? HealthNews.Change.CLOSED : HealthNews.Change.LET_IN;
    }
    return HealthNews.Change.OPENED;
  }
}
