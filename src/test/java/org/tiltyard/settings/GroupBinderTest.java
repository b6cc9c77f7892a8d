package org.tiltyard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A group of settings out of the configuration, what is stored, and the defaults. */
class GroupBinderTest {

  private static final JsonMapper JSON = new JsonMapper();

  enum Choice {
    ONE_WAY,
    OTHER
  }

  record Values(
      @Editable @DefaultValue("Tiltyard") String name,
      @Editable @DefaultValue("4") int number,
      @Editable @DefaultValue("5s") Duration time,
      @Editable @DefaultValue("one-way") Choice choice,
      @Editable @DefaultValue List<String> lines,
      @Editable @DefaultValue Map<String, @NotBlank String> texts) {}

  private final MockEnvironment environment = new MockEnvironment();
  private final GroupBinder binder =
      new GroupBinder(environment, Validation.buildDefaultValidatorFactory().getValidator());

  @Test
  void whatNobodySetHasItsDefault() {
    assertThat(bind("{}"))
        .isEqualTo(
            new Values("Tiltyard", 4, Duration.ofSeconds(5), Choice.ONE_WAY, List.of(), Map.of()));
  }

  @Test
  void everyKindOfValueIsReadAsItWasStored() {
    String stored =
        """
        {"t.name": "Lists & Lances", "t.number": 7, "t.time": "250ms", "t.choice": "other", "t.lines": ["a, b", "${c}"],
         "t.texts": {"en": "Hello", "pt-BR": "Olá"}}
        """;

    assertThat(bind(stored))
        .isEqualTo(
            new Values(
                "Lists & Lances",
                7,
                Duration.ofMillis(250),
                Choice.OTHER,
                List.of("a, b", "${c}"),
                Map.of("en", "Hello", "pt-BR", "Olá")));
  }

  @Test
  void whatIsStoredReadsNothingOfTheEnvironment() {
    environment.setProperty("secret", "swordfish");

    assertThat(bind("{\"t.lines\": [\"${secret}\"]}").lines()).containsExactly("${secret}");
  }

  @Test
  void theConfigurationWinsOverWhatIsStored() {
    environment.setProperty("t.lines", "x");

    Values values = bind("{\"t.lines\": [\"a\", \"b\"], \"t.number\": 7}");
    assertThat(values.lines()).containsExactly("x");
    assertThat(binder.configured("t.lines")).isTrue();
    assertThat(binder.configured("t.texts")).isFalse();
  }

  @SuppressWarnings("unchecked")
  private Values bind(String stored) {
    Map<String, JsonNode> values = new java.util.HashMap<>();
    JSON.readTree(stored).properties().forEach(one -> values.put(one.getKey(), one.getValue()));
    return binder.bind("t", Values.class, values);
  }
}
