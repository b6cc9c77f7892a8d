package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in which texts grow by small commits, as running answers do. */
class H2CompactionTest {

  private static final int ROWS = 1_200;
  private static final int LOOK_EVERY = 50;

  @TempDir private Path folder;

  @Test
  void theFileStaysSmallWhileTheDatabaseIsOpen() throws Exception {
    long without = grown("without", false);
    long with = grown("with", true);

    assertThat(with).isLessThan(without / 2);
  }

  /** How large the file is before it is closed. */
  private long grown(String name, boolean compacted) throws SQLException, IOException {
    JdbcDataSource database = new JdbcDataSource();
    // H2 leaves what is younger than 45 seconds alone, by default.
    database.setUrl(
        "jdbc:h2:file:"
            + folder.resolve(name)
            + ";WRITE_DELAY=0;RETENTION_TIME=0;DB_CLOSE_DELAY=-1");
    H2Compaction compaction = new H2Compaction(database);
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table answer (id int primary key, text varchar(10000), at int)");
      statement.execute("create index answer_by_time on answer (at)");
      for (int row = 0; row < ROWS; row++) {
        statement.execute("insert into answer values (" + row + ", '', 0)");
        for (int part = 1; part <= 4; part++) {
          statement.execute(
              "update answer set text = '%s', at = %d where id = %d"
                  .formatted("x".repeat(part * 500), row + part, row));
        }
        if (compacted && row % LOOK_EVERY == 0) {
          compaction.look();
        }
      }
      long size = Files.size(folder.resolve(name + ".mv.db"));
      statement.execute("shutdown");
      return size;
    }
  }
}
