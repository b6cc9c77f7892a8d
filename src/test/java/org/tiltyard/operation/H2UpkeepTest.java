package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in which texts grow by small commits, as running answers do. */
class H2UpkeepTest {

  private static final int ROWS = 2_400;
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
            + ";PAGE_SIZE=4096;WRITE_DELAY=2147483647;RETENTION_TIME=0;DB_CLOSE_DELAY=-1");
    H2File file = new H2File(database);
    H2Upkeep upkeep = new H2Upkeep(file);
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      MVStore store = Objects.requireNonNull(H2File.storeOf(connection));
      statement.execute("create table answer (id int primary key, text varchar(10000), at int)");
      statement.execute("create index answer_by_time on answer (at)");
      for (int row = 0; row < ROWS; row++) {
        statement.execute("insert into answer values (" + row + ", '', 0)");
        for (int part = 1; part <= 4; part++) {
          statement.execute(
              "update answer set text = '%s', at = %d where id = %d"
                  .formatted("x".repeat(part * 500), row + part, row));
          store.commit();
        }
        if (compacted && row % LOOK_EVERY == 0) {
          upkeep.look();
        }
      }
      long size = Files.size(folder.resolve(name + ".mv.db"));
      statement.execute("shutdown");
      return size;
    }
  }
}
