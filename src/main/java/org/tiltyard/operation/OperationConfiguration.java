package org.tiltyard.operation;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of operation, and what the database may tell. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

  /** Static, or everything that this class needs would be made before the other processors. */
  @Bean
  static BeanPostProcessor connections() {
    return new Connections();
  }

  /** What a statement that is kept needs: H2 takes its last result for the present one else. */
  private static final String NO_OLD_RESULTS = "OPTIMIZE_REUSE_RESULTS=FALSE";

  private static final class Connections implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() instanceof String url) {
        if (url.startsWith("jdbc:postgresql:")) {
          // With a refused row it tells all that is in it, texts too: nothing for a log.
          pool.addDataSourceProperty("logServerErrorDetail", "false");
        } else if (url.startsWith("jdbc:h2:") && url.contains(NO_OLD_RESULTS)) {
          JdbcDataSource database = new JdbcDataSource();
          database.setURL(url);
          pool.setDataSource(new H2Connections(database));
        }
      }
      return bean;
    }
  }

  @Bean
  Live<OperationSettings> operationSettings(Settings settings) {
    return settings.live("tiltyard.operation", OperationSettings.class);
  }

  @Bean
  Live<RetentionSettings> retentionSettings(Settings settings) {
    return settings.live("tiltyard.retention", RetentionSettings.class);
  }
}
