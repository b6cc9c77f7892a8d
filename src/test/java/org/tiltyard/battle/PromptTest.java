package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {

  private static final int LIMIT = 12_000;

  @Test
  void keepsTheTextAndUnifiesLineEnds() {
    assertThat(Prompt.of("  first\r\nsecond\rthird ", LIMIT).text())
        .isEqualTo("first\nsecond\nthird");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\n\t\n"})
  void refusesAPromptThatSaysNothing(String text) {
    assertThatThrownBy(() -> Prompt.of(text, LIMIT))
        .isInstanceOfSatisfying(
            PromptRefused.class,
            refused ->
                assertThat(refused.getBody().getProperties()).containsEntry("field", "prompt"));
  }

  @Test
  void countsCharactersAsPeopleDo() {
    String emoji = "😀".repeat(LIMIT);

    assertThat(Prompt.of(emoji, LIMIT).text()).isEqualTo(emoji);
  }

  @Test
  void refusesOneCharacterTooMany() {
    assertThatThrownBy(() -> Prompt.of("x".repeat(LIMIT + 1), LIMIT))
        .isInstanceOfSatisfying(
            PromptRefused.class,
            refused -> assertThat(refused.getBody().getProperties()).containsEntry("limit", LIMIT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "half \ud83d", "\ude00 half", "\ud83d\ud83d"})
  void refusesWhatNoDatabaseCanStore(String text) {
    assertThatThrownBy(() -> Prompt.of(text, LIMIT)).isInstanceOf(PromptRefused.class);
  }

  @Test
  void takesRightToLeftOverridesAndMarkupAsTheyAre() {
    String text = "\u202eevil\u202c <script>alert(1)</script>";

    assertThat(Prompt.of(text, LIMIT).text()).isEqualTo(text);
  }
}
