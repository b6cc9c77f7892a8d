package org.tiltyard.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words found whole in any script, and patterns that may not run away. */
class WordListTest {

  @ParameterizedTest
  @CsvSource({
    "ass,      'You ASS, you',             true",
    "ass,      'a class of grass',         false",
    "ass,      'ass_et',                   false",
    "ass,      'kick-ass',                 true",
    "ass,      'ａｓｓ in wide letters',     true",
    "straße,   'in der STRASSE',           true",
    "дурак,    'Ты ДУРАК!',                true",
    "дурак,    'дураки',                   false",
    "λόγος,    'ΛΌΓΟΣ',                    true",
    "मूर्ख,      'वह मूर्ख है',                  true",
    "मूर,       'वह मूर्ख है',                  false",
    "احمق,     'أنت احمق جدا',             true",
    "笨蛋,     '你是一个笨蛋吗',            true",
    "馬鹿,     'この馬鹿者め',              true",
    "바보,     '너는 바보야',               true",
    "바보,     '왕바보',                    false",
    "โง่,      'เขาโง่มาก',                 true",
    "two words,'a pair of Two\n  Words.',  true",
    "café,     'le cafe\u0301 noir',       true",
    "cafe,     'le cafe\u0301 noir',       false",
    "C++,      'I like c++!',              true",
    "bomb,     'b\u200Bo\u200Bmb',         true"
  })
  void findsAWordWhereItIsOne(String word, String text, boolean found) {
    assertThat(WordList.of(List.of(word)).isIn(text)).isEqualTo(found);
  }

  @Test
  void aListOfBlanksFindsNothing() {
    assertThat(WordList.of(List.of(" ", "\u200B")).isIn("anything at all")).isFalse();
  }

  @Test
  void findsPatternsInAnyCase() throws LinkUnavailable {
    PatternList patterns = PatternList.of(List.of("b[o0]mb\\w*", "ß{2}"));

    assertThat(patterns.isIn("How B0MBS work")).isTrue();
    assertThat(patterns.isIn("How balms work")).isFalse();
  }

  @Test
  void givesUpAPatternThatTriesTooManyWays() {
    PatternList runaway = PatternList.of(List.of("a*a*a*a*a*a*c"));

    assertThatThrownBy(() -> runaway.isIn("a".repeat(1000) + "!"))
        .isInstanceOf(LinkUnavailable.class)
        .hasMessageContaining("pattern 1");
  }

  @Test
  void givesUpAPatternThatGoesTooDeep() {
    PatternList deep = PatternList.of(List.of("fine", "^(?:a|b)*c$"));

    assertThatThrownBy(() -> deep.isIn("ab".repeat(200_000)))
        .isInstanceOf(LinkUnavailable.class)
        .hasMessageContaining("pattern 2");
  }

  @Test
  void findsAnotherPatternThoughOneRunsAway() throws LinkUnavailable {
    PatternList both = PatternList.of(List.of("a*a*a*a*a*a*c", "b{3}"));

    assertThat(both.isIn("a".repeat(1000) + "bbb")).isTrue();
  }

  @Test
  void saysWhichPatternIsWrong() {
    assertThatThrownBy(() -> PatternList.requireValid(List.of("good", "(bad")))
        .hasMessageContaining("pattern 2");
  }
}
