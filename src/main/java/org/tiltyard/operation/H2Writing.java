package org.tiltyard.operation;

import java.util.Collection;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.SqlProvider;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.tiltyard.shared.Durability;

/**
 * With H2, a transaction and a statement outside of one return when they are in the file, several
 * by one write, and never by half; see {@link H2File}. PostgreSQL does so by itself.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(H2Writing.OnH2.class)
class H2Writing {

  /** Holds where the database is one of H2. */
  static final class OnH2 implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context
          .getEnvironment()
          .getProperty("spring.datasource.url", "")
          .startsWith("jdbc:h2:");
    }
  }

  @Bean
  H2File h2File(DataSource database) {
    return new H2File(database);
  }

  @Bean
  H2Upkeep h2Upkeep(H2File file) {
    return new H2Upkeep(file);
  }

  @Bean
  JdbcTransactionManager transactionManager(DataSource database, H2File file) {
    return new Transactions(database, file);
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource database, H2File file) {
    return new Statements(database, file);
  }

  private static final class Transactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient H2File file;

    Transactions(DataSource database, H2File file) {
      super(database);
      this.file = file;
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      end(() -> super.doCommit(status));
      if (!status.isReadOnly()
          && !Durability.LATER.equals(
              TransactionSynchronizationManager.getCurrentTransactionName())) {
        file.await();
      }
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
      end(() -> super.doRollback(status));
    }

    /** What has only been read ends at once. */
    private void end(Runnable ending) {
      if (file.hasChanged()) {
        file.change(() -> {
          ending.run();
          return true;
        });
      } else {
        ending.run();
      }
    }
  }

  private static final class Statements extends JdbcTemplate {

    private final H2File file;

    Statements(DataSource database, H2File file) {
      super(database);
      this.file = file;
    }

    private <T> T changed(Supplier<T> statement) {
      T result = file.change(statement);
      if (!TransactionSynchronizationManager.isActualTransactionActive()) {
        file.await();
      }
      return result;
    }

    @Override
    public void execute(String sql) {
      changed(() -> {
        super.execute(sql);
        return sql;
      });
    }

    @Override
    public <T extends @Nullable Object> T query(
        PreparedStatementCreator creator,
        @Nullable PreparedStatementSetter setter,
        ResultSetExtractor<T> rows) {
      return creator instanceof SqlProvider its && locks(its.getSql())
          ? file.change(() -> super.query(creator, setter, rows))
          : super.query(creator, setter, rows);
    }

    private static boolean locks(@Nullable String sql) {
      return sql != null && sql.contains("for update");
    }

    @Override
    public int update(String sql) {
      return changed(() -> super.update(sql));
    }

    @Override
    protected int update(
        PreparedStatementCreator creator, @Nullable PreparedStatementSetter setter) {
      return changed(() -> super.update(creator, setter));
    }

    @Override
    public int update(PreparedStatementCreator creator, KeyHolder keys) {
      return changed(() -> super.update(creator, keys));
    }

    @Override
    public int[] batchUpdate(String... sql) {
      return changed(() -> super.batchUpdate(sql));
    }

    @Override
    public int[] batchUpdate(String sql, BatchPreparedStatementSetter setter) {
      return changed(() -> super.batchUpdate(sql, setter));
    }

    @Override
    public int[] batchUpdate(
        PreparedStatementCreator creator, BatchPreparedStatementSetter setter, KeyHolder keys) {
      return changed(() -> super.batchUpdate(creator, setter, keys));
    }

    @Override
    public <T> int[][] batchUpdate(
        String sql, Collection<T> rows, int size, ParameterizedPreparedStatementSetter<T> setter) {
      return changed(() -> super.batchUpdate(sql, rows, size, setter));
    }
  }
}
