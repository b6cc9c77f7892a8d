package org.tiltyard.models;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.provider.DrawnRoutes;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.Route;
import org.tiltyard.shared.InList;

/** The models that compete, well or not. */
@Component
class Candidates implements DrawnRoutes {

  /** One of them, and the route that serves it. */
  record Candidate(Contender contender, Route route) {}

  /** Asked for with every battle, so no more is read than drawing needs. */
  private record Active(Candidate candidate, boolean demo) {}

  private final JdbcClient database;

  Candidates(JdbcClient database) {
    this.database = database;
  }

  /** By name. Demo programs stand in only as long as no real model is active. */
  List<Candidate> all() {
    List<Active> active =
        database
            .sql(
                "select id, name, weight, pair_group, demo, created_at, endpoint_id, provider_model"
                    + " from language_model where state = 'active' order by name")
            .query((row, number) -> active(row))
            .list();
    boolean real = active.stream().anyMatch(model -> !model.demo);
    return active.stream().filter(model -> !(real && model.demo)).map(Active::candidate).toList();
  }

  /** The public names of models, competing or not. */
  Map<ModelId, String> names(Collection<ModelId> ids) {
    Map<ModelId, String> names = new HashMap<>();
    if (!ids.isEmpty()) {
      database
          .sql("select id, name from language_model where id in (:ids)")
          .param("ids", InList.padded(ids.stream().map(ModelId::value)))
          .query(row -> {
            names.put(new ModelId(row.getString(1)), row.getString(2));
          });
    }
    return names;
  }

  @Override
  public Map<Route, List<String>> drawn() {
    return all().stream()
        .collect(
            Collectors.groupingBy(
                Candidate::route,
                Collectors.mapping(
                    candidate -> candidate.contender().name(), Collectors.toList())));
  }

  private static Active active(ResultSet row) throws SQLException {
    Contender contender =
        new Contender(
            new ModelId(row.getString("id")),
            row.getString("name"),
            row.getDouble("weight"),
            row.getString("pair_group"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());
    Route route =
        new Route(new EndpointId(row.getString("endpoint_id")), row.getString("provider_model"));
    return new Active(new Candidate(contender, route), row.getBoolean("demo"));
  }
}
