package org.tiltyard.operation;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one connection that nobody uses now, by their text; those that nobody has used
 * for longest are closed. A connection belongs to one thread at a time, and so does this.
 */
final class KeptStatements {

  /** More than the arena has that are often used. */
  static final int MOST = 150;

  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

  /** Takes one out, so that nobody else gets the same; null when there is none. */
  @Nullable PreparedStatement take(String sql) {
    return idle.remove(sql);
  }

  /** Keeps one as if it were new: without parameters, rows to add, and results. */
  void giveBack(String sql, PreparedStatement statement) throws SQLException {
    ResultSet last = statement.getResultSet();
    if (last != null) {
      last.close();
    }
    statement.clearBatch();
    statement.clearParameters();
    PreparedStatement twin = idle.putIfAbsent(sql, statement);
    if (twin != null) {
      statement.close();
    } else if (idle.size() > MOST) {
      closeEldest();
    }
  }

  private void closeEldest() throws SQLException {
    var eldest = idle.entrySet().iterator();
    PreparedStatement closing = eldest.next().getValue();
    eldest.remove();
    closing.close();
  }
}
