package org.tiltyard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello, world! This internationalization **bold** 12,345",
        "a\n\n- item\n\n```text\n   x\n```\n",
        "今日は疲れました。👩‍👩‍👧 ok é",
        " ",
        ""
      })
  void joinAgainToTheTextAndKeepCharactersWhole(String text) {
    assertThat(String.join("", Tokens.of(text))).isEqualTo(text);
    assertThat(Tokens.of(text))
        .noneMatch(String::isEmpty)
        .noneMatch(token -> Character.isLowSurrogate(token.charAt(0)))
        .noneMatch(token -> token.startsWith("\u200d"));
  }
}
