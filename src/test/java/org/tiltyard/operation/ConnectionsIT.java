package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** The pool gives up every connection after half an hour and opens others. */
class ConnectionsIT {

  @Test
  void anArenaOutlivesTheConnectionsThatItBeganWith() throws Exception {
    try (ScriptedModelServer server = ScriptedModelServer.start()) {
      server.model("id-birch", Script.answer("One."));
      server.model("id-maple", Script.answer("Two."));
      try (TestArena arena =
          TestArena.withModels(
              TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
              "--tiltyard.health.enabled=false")) {
        HikariDataSource pool = arena.part(DataSource.class).unwrap(HikariDataSource.class);

        // One stays, as under load: without any, H2 would close the whole database and open it
        // anew.
        try (Connection another =
            DriverManager.getConnection(
                pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())) {
          pool.getHikariPoolMXBean().softEvictConnections();

          Voter voter = arena.newVoter();
          String battle = voter.startAndWait("Does a new connection do?");
          assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
          assertThat(another.isValid(1)).isTrue();
        }
      }
    }
  }
}
