package org.tiltyard.operation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that keep their statements parsed, for a pool on H2. H2 can do so by itself, but then
 * goes through everything that it keeps whenever a transaction changes a table: an eighth of the
 * time that a battle took.
 */
final class H2Connections extends DelegatingDataSource {

  H2Connections(DataSource database) {
    super(database);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return keeping(super.getConnection());
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return keeping(super.getConnection(username, password));
  }

  private static Connection keeping(Connection connection) {
    return proxy(Connection.class, new Keeping(connection, new KeptStatements()));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            H2Connections.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private record Keeping(Connection connection, KeptStatements kept) implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (arguments == null
          || arguments.length != 1
          || !method.getName().equals("prepareStatement")) {
        return call(connection, method, arguments);
      }
      String sql = (String) arguments[0];
      PreparedStatement idle = kept.take(sql);
      PreparedStatement statement = idle == null ? connection.prepareStatement(sql) : idle;
      return proxy(PreparedStatement.class, new Lent(sql, statement, kept));
    }
  }

  /** A statement until it is closed: then it is kept for the next who prepares the same. */
  private static final class Lent implements InvocationHandler {

    private final String sql;
    private final PreparedStatement statement;
    private final KeptStatements kept;
    private boolean closed;

    /** It failed, or somebody set more than its parameters. */
    private boolean spoilt;

    Lent(String sql, PreparedStatement statement, KeptStatements kept) {
      this.sql = sql;
      this.statement = statement;
      this.kept = kept;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      String name = method.getName();
      if (name.equals("close")) {
        close();
        return null;
      }
      if (name.equals("isClosed")) {
        return closed || statement.isClosed();
      }
      if (closed) {
        throw new SQLException("the statement is closed");
      }
      if (name.startsWith("set") && method.getDeclaringClass() != PreparedStatement.class) {
        spoilt = true;
      }
      try {
        return call(statement, method, arguments);
      } catch (SQLException e) {
        spoilt = true;
        throw e;
      }
    }

    private void close() throws SQLException {
      if (closed) {
        return;
      }
      closed = true;
      if (spoilt) {
        statement.close();
      } else {
        kept.giveBack(sql, statement);
      }
    }
  }
}
