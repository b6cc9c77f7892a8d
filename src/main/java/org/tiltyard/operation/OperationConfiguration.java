package org.tiltyard.operation;

import com.zaxxer.hikari.HikariDataSource;
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
  static BeanPostProcessor quietRefusals() {
    return new QuietRefusals();
  }

  /** With a refused row PostgreSQL tells all that is in it, texts too: nothing for a log. */
  private static final class QuietRefusals implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      if (bean instanceof HikariDataSource pool
          && pool.getJdbcUrl() instanceof String url
          && url.startsWith("jdbc:postgresql:")) {
        pool.addDataSourceProperty("logServerErrorDetail", "false");
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
