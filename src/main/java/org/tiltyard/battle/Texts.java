package org.tiltyard.battle;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The words of battles, for those who delete them. */
@Component
class Texts {

  private final JdbcClient database;

  Texts(JdbcClient database) {
    this.database = database;
  }

  /**
   * Empties prompts and answers; times and lengths stay.
   *
   * @param battles their ids: what stands in the brackets of an SQL {@code in}
   * @param parameters of that
   */
  void empty(String battles, Map<String, ?> parameters) {
    database
        .sql("update turn set prompt = '' where battle_id in (" + battles + ")")
        .params(parameters)
        .update();
    database
        .sql(
            "update answer set text = '', reasoning = '', failure_detail = null where battle_id in ("
                + battles
                + ")")
        .params(parameters)
        .update();
  }
}
