package org.tiltyard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tiltyard.Tiltyard;

/**
 * A whole arena, started as its users start it but on a free port: real database, real HTTP.
 * Settings are given as on the command line.
 */
public final class TestArena implements AutoCloseable {

  /** The same for every node, as admins of several have to set it. */
  private static final String SECRET_KEY = "dGVzdCBhcmVuYSBzZWNyZXQga2V5LCAzMiBieXRlcyE=";

  private final TestDatabase database;
  private final List<String> settings;
  private final ApplicationContextInitializer<GenericApplicationContext> parts;
  private ConfigurableApplicationContext context;

  private TestArena(TestDatabase database, List<String> settings) {
    this(database, settings, context -> {});
  }

  private TestArena(
      TestDatabase database,
      List<String> settings,
      ApplicationContextInitializer<GenericApplicationContext> parts) {
    this.database = database;
    this.settings = settings;
    this.parts = parts;
    this.context = run();
  }

  /** Starts an arena on a fresh database. */
  public static TestArena start(String... settings) {
    try {
      Path folder = Files.createTempDirectory("arena");
      return new TestArena(TestDatabase.fresh(folder), List.of(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts an arena on a fresh database with parts that stand in for what is outside of it. */
  public static TestArena startWith(
      ApplicationContextInitializer<GenericApplicationContext> parts, String... settings) {
    try {
      Path folder = Files.createTempDirectory("arena");
      return new TestArena(TestDatabase.fresh(folder), List.of(settings), parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The settings for models at one address, named as given; the provider calls each {@code id-…}.
   */
  public static List<String> models(String baseUrl, String key, String... names) {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      String prefix = "--tiltyard.models[" + i + "].";
      settings.add(prefix + "name=" + names[i]);
      settings.add(prefix + "base-url=" + baseUrl);
      settings.add(prefix + "api-key=" + key);
      settings.add(prefix + "model=id-" + names[i]);
      settings.add(prefix + "organisation=Maker of " + names[i]);
    }
    return settings;
  }

  /** Starts an arena with these models and further settings. */
  public static TestArena withModels(List<String> models, String... settings) {
    List<String> all = new ArrayList<>(models);
    all.addAll(List.of(settings));
    return start(all.toArray(String[]::new));
  }

  /** Starts an arena on a database that may hold something already. */
  public static TestArena on(TestDatabase database, List<String> settings) {
    return new TestArena(database, settings);
  }

  private ConfigurableApplicationContext run() {
    List<String> arguments = new ArrayList<>(database.settings());
    arguments.add("--server.port=0");
    arguments.add("--logging.level.root=warn");
    arguments.add("--tiltyard.secret-key=" + SECRET_KEY);
    arguments.add("--tiltyard.demo.first-token=0ms");
    arguments.add("--tiltyard.language.preload=false");
    arguments.add("--tiltyard.language.accuracy=low");
    arguments.add("--tiltyard.battle.shutdown-grace=200ms");
    // Tests fail models on purpose; only a story about health wants them out of the draw for it.
    if (settings.stream().noneMatch(setting -> setting.startsWith("--tiltyard.health."))) {
      arguments.add("--tiltyard.health.enabled=false");
    }
    if (settings.stream().noneMatch(setting -> setting.startsWith("--tiltyard.limits.enabled"))) {
      // Tests are quicker than people. What tests limits says that they are on, as they are for
      // all.
      arguments.add("--tiltyard.limits.enabled=false");
    }
    if (settings.stream().noneMatch(setting -> setting.startsWith("--tiltyard.integrity."))) {
      // For the same reason nobody would take their votes for a person's.
      List.of("too-fast", "burst", "quota", "repeated-prompt", "anomalous-judge")
          .forEach(rule -> arguments.add("--tiltyard.integrity." + rule + "=off"));
    }
    arguments.addAll(settings);
    ApplicationContextInitializer<GenericApplicationContext> network =
        context -> context.registerBean(ReactorResourceFactory.class, TestArena::ownNetwork);
    return new SpringApplicationBuilder(Tiltyard.class)
        .initializers(network, parts)
        .run(arguments.toArray(String[]::new));
  }

  /** Ends at once, where others wait two seconds for nothing; and is no other arena's too. */
  private static ReactorResourceFactory ownNetwork() {
    ReactorResourceFactory network = new ReactorResourceFactory();
    network.setUseGlobalResources(false);
    network.setShutdownQuietPeriod(Duration.ZERO);
    return network;
  }

  /** Stops it in good order and starts it again on the same database. */
  public void restart() {
    context.close();
    context = run();
  }

  /** Where it is. */
  public String url() {
    return "http://localhost:"
        + context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** A look into its database. */
  public JdbcClient database() {
    return context.getBean(JdbcClient.class);
  }

  /** One of its parts. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** Tells its parts what has happened, as one of them would. */
  public void publish(Object event) {
    context.publishEvent(event);
  }

  /** Where its database is, for a second node. */
  public TestDatabase databaseAddress() {
    return database;
  }

  /** Somebody who has never been here. */
  public Voter newVoter() {
    return new Voter(url());
  }

  @Override
  public void close() {
    context.close();
  }
}
