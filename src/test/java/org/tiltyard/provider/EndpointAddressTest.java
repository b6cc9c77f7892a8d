package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.provider.GatewayFixture.Answer;
import org.tiltyard.shared.Time;
import org.tiltyard.shared.Vault;
import org.tiltyard.shared.Vaults;

/** The gateway as the application assembles it: its settings, and where it may connect to. */
class EndpointAddressTest {

  private final ScriptedModelServer server =
      ScriptedModelServer.start().model("good", Script.answer("ok"));
  private final Endpoint configured = Endpoint.configured("here", server.baseUrl(), Instant.EPOCH);
  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withBean(JdbcClient.class, () -> GatewayFixture.UNUSED)
          .withBean(Time.class, () -> GatewayFixture.CLOCK)
          .withBean(Vault.class, Vaults::fresh)
          .withUserConfiguration(
              Settings.class,
              OutboundHttp.class,
              OpenAiGateway.class,
              EndpointKeys.class,
              EndpointSecrets.class,
              EndpointMeter.class,
              WarmUp.class);

  @EnableConfigurationProperties(ProviderSettings.class)
  @ConfigurationPropertiesScan(basePackageClasses = OutboundHttp.class)
  static class Settings {}

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void settingsHaveDefaults() {
    application.run(context ->
        assertThat(context.getBean(ProviderSettings.class))
            .isEqualTo(
                new ProviderSettings(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(5),
                    DataSize.ofMegabytes(4),
                    400_000)));
  }

  @Test
  void aLocalArenaReachesPrivateAddresses() {
    assertThat(ask(application, configured).text()).isEqualTo("ok");
  }

  @Test
  void aPublicArenaDoesNot() {
    Answer answer = ask(application.withPropertyValues("tiltyard.public=true"), configured);

    assertThat(answer.kind()).isEqualTo(FailureKind.REFUSED);
    assertThat(answer.detail()).contains("127.0.0.1", "allow-private-addresses");
    assertThat(server.acceptedConnections()).isZero();
  }

  @Test
  void aPublicArenaDoesWhenTheSettingSaysSo() {
    ApplicationContextRunner allowing =
        application.withPropertyValues(
            "tiltyard.public=true", "tiltyard.provider.allow-private-addresses=true");

    assertThat(ask(allowing, configured).text()).isEqualTo("ok");
  }

  @Test
  void namesAreCheckedByTheirAddresses() {
    String named = server.baseUrl().replace("127.0.0.1", "localhost");
    Endpoint endpoint = Endpoint.configured("named", named, Instant.EPOCH);

    assertThat(ask(application, endpoint).text()).isEqualTo("ok");
    assertThat(ask(application.withPropertyValues("tiltyard.public=true"), endpoint).kind())
        .isEqualTo(FailureKind.REFUSED);
  }

  @Test
  void theBuiltInEndpointIsReachedInEveryArena() throws InterruptedException {
    ApplicationContextRunner withDemo =
        application
            .withPropertyValues("tiltyard.public=true")
            .withBean(BuiltInEndpoint.class, () -> new Demo(server.baseUrl()));

    Answer answer = ask(withDemo, Endpoint.builtIn("demo", Instant.EPOCH));

    assertThat(answer.text()).isEqualTo("ok");
    assertThat(server.awaitReceived("good", 1).header("Authorization")).contains("Bearer inside");
  }

  private record Demo(String baseUrl) implements BuiltInEndpoint {

    @Override
    public String key() {
      return "inside";
    }
  }

  private static Answer ask(ApplicationContextRunner application, Endpoint endpoint) {
    Answer[] answer = new Answer[1];
    application.run(
        context -> answer[0] = GatewayFixture.ask(context.getBean(ChatGateway.class), endpoint));
    return answer[0];
  }
}
