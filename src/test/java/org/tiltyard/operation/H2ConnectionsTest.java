package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.jdbc.JdbcPreparedStatement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2ConnectionsTest {

  private static final String ABOVE = "select count(*) from number where n > ?";
  private static final String ADD = "insert into number values (?)";

  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:;QUERY_CACHE_SIZE=0;OPTIMIZE_REUSE_RESULTS=FALSE");
    connection = new H2Connections(database).getConnection();
    connection.createStatement().execute("create table number (n int)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void add(int n) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setInt(1, n);
      statement.executeUpdate();
    }
  }

  private static int first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private int above(int n) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ABOVE)) {
      statement.setInt(1, n);
      return first(statement);
    }
  }

  private JdbcPreparedStatement prepared(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.unwrap(JdbcPreparedStatement.class);
    }
  }

  @Test
  void aStatementIsPreparedOnce() throws SQLException {
    assertThat(prepared(ABOVE)).isSameAs(prepared(ABOVE)).isNotSameAs(prepared(ADD));
  }

  @Test
  void itSeesWhatHasChangedMeanwhile() throws SQLException {
    add(5);
    assertThat(above(3)).isEqualTo(1);
    connection.setAutoCommit(false);
    add(7);
    assertThat(above(3)).isEqualTo(2);
    connection.rollback();
    assertThat(above(3)).isEqualTo(1);
    connection.createStatement().execute("alter table number add m int default 1");
    assertThat(above(4)).isEqualTo(1);
  }

  @Test
  void whoPreparesTheSameMeanwhileGetsAnother() throws SQLException {
    add(5);
    try (PreparedStatement outer = connection.prepareStatement(ABOVE)) {
      outer.setInt(1, 0);
      try (ResultSet rows = outer.executeQuery()) {
        assertThat(above(9)).isZero();
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(1);
      }
    }
    assertThat(above(0)).isEqualTo(1);
  }

  @Test
  void nothingOfTheLastUseIsLeft() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setInt(1, 5);
      statement.addBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      assertThatThrownBy(statement::executeUpdate).hasMessageContaining("is not set");
    }
    assertThat(above(0)).isZero();
    ResultSet left;
    try (PreparedStatement statement = connection.prepareStatement(ABOVE)) {
      statement.setInt(1, 0);
      left = statement.executeQuery();
    }
    assertThat(left.isClosed()).isTrue();
  }

  @Test
  void aClosedOneCannotBeUsed() throws SQLException {
    PreparedStatement statement = connection.prepareStatement(ABOVE);
    statement.close();
    statement.close();
    assertThat(statement.isClosed()).isTrue();
    assertThatThrownBy(() -> statement.setInt(1, 0)).isInstanceOf(SQLException.class);
  }

  @Test
  void whatFailedOrWasSetUpSpeciallyIsNotKept() throws SQLException {
    JdbcPreparedStatement special;
    try (PreparedStatement statement = connection.prepareStatement(ABOVE)) {
      statement.setMaxRows(1);
      special = statement.unwrap(JdbcPreparedStatement.class);
    }
    assertThat(prepared(ABOVE)).isNotSameAs(special);
    JdbcPreparedStatement failed;
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      failed = statement.unwrap(JdbcPreparedStatement.class);
      statement.setString(1, "no number");
      assertThatThrownBy(statement::executeUpdate).isInstanceOf(SQLException.class);
    }
    assertThat(prepared(ADD)).isNotSameAs(failed);
    assertThat(failed.isClosed()).isTrue();
  }

  @Test
  void onlySoManyAreKept() throws SQLException {
    JdbcPreparedStatement first = prepared(ABOVE);
    for (int i = 0; i < KeptStatements.MOST; i++) {
      prepared(ABOVE + " and n <> " + i);
    }
    assertThat(first.isClosed()).isTrue();
    assertThat(prepared(ABOVE)).isNotSameAs(first);
  }
}
