package org.tiltyard.models;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.Prices;
import org.tiltyard.provider.ServedModels;

/** Tells the endpoints which models they serve, and at what price. */
@Component
class ModelsOfEndpoints implements ServedModels {

  private final JdbcClient database;

  ModelsOfEndpoints(JdbcClient database) {
    this.database = database;
  }

  @Override
  public List<String> namesAt(EndpointId endpoint) {
    return database
        .sql("select name from language_model where endpoint_id = ? order by name")
        .param(endpoint.value())
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Override
  public Prices pricesOf(EndpointId endpoint, String providerModel) {
    return database
        .sql(
            "select max(price_in) as price_in, max(price_out) as price_out from language_model"
                + " where endpoint_id = ? and provider_model = ?")
        .params(endpoint.value(), providerModel)
        .query((row, number) ->
            new Prices(
                row.getObject("price_in", Double.class), row.getObject("price_out", Double.class)))
        .single();
  }
}
