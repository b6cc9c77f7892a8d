package org.tiltyard.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** Circuits and figures in the database, where all processes find them. */
@Component
final class HealthRecords {

  /** A circuit as it was read; the version guards the change that is based on it. */
  record Stored(Circuit circuit, long version) {}

  private static final String COLUMNS =
      "endpoint_id, model, state, since, level, held_out, failure_kind, failure_detail, failed_at,"
          + " last_call_at, next_probe_at, probe_until, version";

  private final JdbcClient database;
  private final Time time;

  /** Which process figures come from. */
  private final String node = Identifier.random();

  HealthRecords(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  Map<Route, Circuit> all() {
    Map<Route, Circuit> circuits = new HashMap<>();
    database
        .sql("select " + COLUMNS + " from route_health")
        .query(row -> {
          circuits.put(route(row), circuit(row));
        });
    return circuits;
  }

  Optional<Stored> find(Route route) {
    return database
        .sql("select " + COLUMNS + " from route_health where endpoint_id = ? and model = ?")
        .params(route.endpoint().value(), route.model())
        .query((row, number) -> new Stored(circuit(row), row.getLong("version")))
        .optional();
  }

  /** Begins with this circuit, unless another process has begun already. */
  void add(Route route, Circuit circuit) {
    database
        .sql(
            "insert into route_health (endpoint_id, model, state, since, level, held_out,"
                + " next_probe_at, updated_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, 0)"
                + " on conflict do nothing")
        .params(
            Arrays.asList(
                route.endpoint().value(),
                route.model(),
                circuit.state().word(),
                Time.forDatabase(circuit.since()),
                circuit.level(),
                circuit.heldOut(),
                forDatabase(circuit.nextProbeAt()),
                Time.forDatabase(time.now())))
        .update();
  }

  /** Puts the new circuit in the place of the one that was read; false if that has changed. */
  boolean replace(Route route, Stored old, Circuit circuit) {
    RouteFailure failure = circuit.failure();
    return database
            .sql(
                "update route_health set state = ?, since = ?, level = ?, held_out = ?,"
                    + " failure_kind = ?, failure_detail = ?, failed_at = ?, last_call_at = ?,"
                    + " next_probe_at = ?, probe_until = ?, updated_at = ?, version = version + 1"
                    + " where endpoint_id = ? and model = ? and version = ?")
            .params(
                Arrays.asList(
                    circuit.state().word(),
                    Time.forDatabase(circuit.since()),
                    circuit.level(),
                    circuit.heldOut(),
                    failure == null ? null : failure.kind().word(),
                    failure == null ? null : failure.detail(),
                    failure == null ? null : Time.forDatabase(failure.at()),
                    forDatabase(circuit.lastCall()),
                    forDatabase(circuit.nextProbeAt()),
                    forDatabase(circuit.probeUntil()),
                    Time.forDatabase(time.now()),
                    route.endpoint().value(),
                    route.model(),
                    old.version()))
            .update()
        > 0;
  }

  /** Forgets a route that is drawn no more. */
  void remove(Route route) {
    database
        .sql("delete from route_health where endpoint_id = ? and model = ? and held_out = false")
        .params(route.endpoint().value(), route.model())
        .update();
  }

  /** Tells the others what this process has seen. */
  void put(Route route, RouteFigures figures) {
    String millis =
        Arrays.stream(figures.firstTokenMillis())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    OffsetDateTime now = Time.forDatabase(time.now());
    int updated =
        database
            .sql(
                "update route_figures set successes = ?, failures = ?, first_token_ms = ?,"
                    + " updated_at = ? where node = ? and endpoint_id = ? and model = ?")
            .params(
                figures.successes(),
                figures.failures(),
                millis,
                now,
                node,
                route.endpoint().value(),
                route.model())
            .update();
    if (updated == 0) {
      database
          .sql(
              "insert into route_figures (node, endpoint_id, model, successes, failures,"
                  + " first_token_ms, updated_at) values (?, ?, ?, ?, ?, ?, ?)")
          .params(
              node,
              route.endpoint().value(),
              route.model(),
              figures.successes(),
              figures.failures(),
              millis,
              now)
          .update();
    }
  }

  /** What all processes have seen since a moment. */
  Map<Route, RouteFigures> figures(Instant since) {
    Map<Route, RouteFigures> figures = new HashMap<>();
    database
        .sql(
            "select endpoint_id, model, successes, failures, first_token_ms from route_figures"
                + " where updated_at >= ?")
        .param(Time.forDatabase(since))
        .query(row -> {
          RouteFigures one =
              new RouteFigures(
                  row.getInt("successes"),
                  row.getInt("failures"),
                  numbers(row.getString("first_token_ms")));
          figures.merge(route(row), one, RouteFigures::and);
        });
    return figures;
  }

  void forgetFigures(Instant before) {
    database
        .sql("delete from route_figures where updated_at < ?")
        .param(Time.forDatabase(before))
        .update();
  }

  private static int[] numbers(String list) {
    return list.isEmpty()
        ? new int[0]
        : Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  static Route route(ResultSet row) throws SQLException {
    return new Route(new EndpointId(row.getString("endpoint_id")), row.getString("model"));
  }

  private static Circuit circuit(ResultSet row) throws SQLException {
    return new Circuit(
        Circuit.State.of(row.getString("state")),
        instant(row, "since"),
        row.getInt("level"),
        row.getBoolean("held_out"),
        failure(row),
        optionalInstant(row, "last_call_at"),
        optionalInstant(row, "next_probe_at"),
        optionalInstant(row, "probe_until"));
  }

  private static @Nullable RouteFailure failure(ResultSet row) throws SQLException {
    String kind = row.getString("failure_kind");
    return kind == null
        ? null
        : new RouteFailure(
            FailureKind.of(kind), row.getString("failure_detail"), instant(row, "failed_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant optionalInstant(ResultSet row, String column)
      throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  private static @Nullable OffsetDateTime forDatabase(@Nullable Instant moment) {
    return moment == null ? null : Time.forDatabase(moment);
  }
}
