package org.tiltyard.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.models.Imported.Entry;
import org.tiltyard.models.Imported.Skipped;
import org.tiltyard.models.ModelRules.Fault;

/** Files of models: the arena's own, and FastChat's. */
class CatalogFileTest {

  private static final String FAST_CHAT =
      """
      {
        "gpt-4o-2024-05-13": {
          "model_name": "gpt-4o-2024-05-13",
          "api_base": "https://api.openai.com/v1",
          "api_type": "openai",
          "api_key": "sk-one",
          "anony_only": false,
          "recommended_config": {"temperature": 0.7, "top_p": 1.0},
          "text-arena": true,
          "vision-arena": true
        },
        "secret-tree": {
          "model_name": "tree-8b",
          "api_base": "http://localhost:8000/v1/",
          "api_type": "openai",
          "api_key": "",
          "anony_only": true
        },
        "second-tree": {
          "model_name": "tree-70b",
          "api_base": "http://localhost:8000/v1",
          "api_type": "openai",
          "api_key": "another"
        },
        "no-base": {"model_name": "o1", "api_base": null, "api_type": "openai_o1", "api_key": "sk-one"},
        "claude": {"model_name": "claude-3", "api_type": "anthropic_message", "api_key": "k"},
        "eyes": {"model_name": "v", "api_type": "openai", "text-arena": false, "api_key": "k"}
      }
      """;

  @Nested
  class FastChat {

    @Test
    void isTakenAsItIs() throws ImportRefused {
      Imported file = read(FAST_CHAT);
      assertThat(file.models())
          .extracting(entry -> entry.described().name(), Entry::endpoint)
          .containsExactly(
              tuple("gpt-4o-2024-05-13", "https://api.openai.com/v1"),
              tuple("secret-tree", "http://localhost:8000/v1"),
              tuple("second-tree", "http://localhost:8000/v1 #2"),
              tuple("no-base", "https://api.openai.com/v1"));
      ModelDescription gpt = file.models().get(0).described();
      assertThat(gpt.temperature()).isEqualTo(0.7);
      assertThat(gpt.topP()).isEqualTo(1.0);
      assertThat(gpt.images()).isTrue();
      assertThat(gpt.anonymousOnly()).isFalse();
      ModelDescription tree = file.models().get(1).described();
      assertThat(tree.providerModel()).isEqualTo("tree-8b");
      assertThat(tree.anonymousOnly()).isTrue();
    }

    @Test
    void aKeyIsKeptOncePerServerAndNeverPrinted() throws ImportRefused {
      Imported file = read(FAST_CHAT);
      assertThat(file.endpoints())
          .extracting(Imported.Server::key)
          .containsExactly("sk-one", "", "another");
      assertThat(file.toString()).doesNotContain("sk-one", "another");
    }

    @Test
    void whatSpeaksAnotherLanguageIsSkippedWithTheReason() throws ImportRefused {
      assertThat(read(FAST_CHAT).skipped())
          .containsExactly(
              new Skipped("claude", Fault.of("model", "api-type", "anthropic_message")),
              new Skipped("eyes", Fault.of("model", "vision-only")));
    }
  }

  @Nested
  class Refused {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {"a": [1, 2}                                    | json             | 1
            [1, 2]                                          | import.format    |
            {"a": {"b": 1}}                                 | import.format    |
            {"format": "tiltyard-models", "version": 2}     | import.version   | 2
            """)
    void aFileThatIsNoneIsRefusedWithThePlace(String text, String rule, @Nullable String first) {
      ImportRefused refused = refused(text);
      assertThat(refused.fault().rule()).isEqualTo(rule);
      if (first != null) {
        assertThat(refused.fault().limits().getFirst()).hasToString(first);
      }
    }

    @Test
    void anUnknownFieldIsNamedWithItsPlace() {
      ImportRefused refused =
          refused(
              """
              {"format": "tiltyard-models", "version": 1, "endpoints": [],
               "models": [{"name": "a"}, {"name": "b", "colour": "red"}]}
              """);
      assertThat(refused.fault()).isEqualTo(Fault.of("file", "import.field", "models[1].colour"));
    }

    @Test
    void oneModelThatCannotBeTakenLeavesTheOthers() throws ImportRefused {
      Imported file =
          read(
              """
              {"format": "tiltyard-models", "version": 1,
               "endpoints": [{"name": "here", "baseUrl": "http://localhost:1/v1"}],
               "models": [
                 {"name": "good", "endpoint": "here"},
                 {"name": "hot", "endpoint": "here", "temperature": 9},
                 {"name": "lost", "endpoint": "there"},
                 {"name": "good", "endpoint": "here"},
                 {"name": "sly", "endpoint": "here", "extraBody": {"model": "other"}}]}
              """);
      assertThat(file.models())
          .extracting(entry -> entry.described().name())
          .containsExactly("good");
      assertThat(file.skipped())
          .extracting(one -> one.reason().rule())
          .containsExactly("range", "import.no-endpoint", "import.twice", "reserved");
    }
  }

  private static Imported read(String text) throws ImportRefused {
    return CatalogFile.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ImportRefused refused(String text) {
    return catchThrowableOfType(ImportRefused.class, () -> read(text));
  }
}
