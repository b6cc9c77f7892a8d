package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.provider.LocalServers.Found;
import org.tiltyard.testing.TestArena;

class LocalServersIT {

  private static final String KEY = "tk-from-the-environment-0123456789";
  private static final SignedIn ADMIN = new SignedIn(new AccountId("0".repeat(32)), "a", "admin");

  private static String[] settings(ScriptedModelServer server, String... more) {
    int port = URI.create(server.baseUrl()).getPort();
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("--tiltyard.local-servers.ollama=" + port);
    settings.add("--tiltyard.local-servers.llama-cpp=0");
    settings.add("--tiltyard.local-servers.vllm=0");
    settings.add("--tiltyard.local-servers.lm-studio=0");
    return settings.toArray(String[]::new);
  }

  @Test
  void findsAServerOfThisMachineAndTheKeyInTheEnvironment() throws IOException {
    try (ScriptedModelServer server = ScriptedModelServer.start();
        TestArena arena =
            TestArena.start(
                settings(
                    server,
                    "--OPENAI_API_KEY=" + KEY,
                    "--OPENAI_BASE_URL=" + server.baseUrl().replace("/v1", "/openai/v1")))) {
      server.model("llama3.2:3b", Script.answer("hello"));
      LocalServers local = arena.part(LocalServers.class);

      List<Found> found = local.find();

      assertThat(found).extracting(Found::name).containsExactly("Ollama", "OpenAI");
      assertThat(found.getFirst().models()).containsExactly("llama3.2:3b");
      assertThat(found).noneMatch(Found::known);
      Endpoint openAi = local.adopt(found.get(1), ADMIN);
      assertThat(arena.part(EndpointSecrets.class).accessTo(openAi).key()).isEqualTo(KEY);
      assertThat(local.adopt(found.get(1), ADMIN)).isEqualTo(openAi);
      assertThat(local.find().get(1).known()).isTrue();
    }
  }

  @Test
  void aPublicArenaLooksAtNothingOfThisMachine() throws IOException {
    try (ScriptedModelServer server = ScriptedModelServer.start();
        TestArena arena = TestArena.start(settings(server, "--tiltyard.public=true"))) {
      assertThat(arena.part(LocalServers.class).find())
          .extracting(Found::name)
          .doesNotContain("Ollama");
      assertThat(server.acceptedConnections()).isZero();
    }
  }
}
