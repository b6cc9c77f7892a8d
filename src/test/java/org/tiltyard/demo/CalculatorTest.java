package org.tiltyard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalculatorTest {

  private final Calculator calculator = new Calculator();

  private String reply(String... prompts) {
    return calculator.reply(Conversation.of(prompts), new SplittableRandom(1));
  }

  private String headline(String... prompts) {
    return reply(prompts).lines().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What is 2 + 3 * 4? | 2 + 3 × 4 = 14",
        "(2 + 3) * 4 | (2 + 3) × 4 = 20",
        "2^3^2 | 2^(3^2) = 512",
        "-2^2 | −(2^2) = −4",
        "2^-3 | 2^(−3) = 0.125",
        "10 - 4 - 3 | 10 − 4 − 3 = 3",
        "10 - (4 - 3) | 10 − (4 − 3) = 9",
        "24 / 4 / 2 | 24 ÷ 4 ÷ 2 = 3",
        "6 ÷ 2(1+2) | 6 ÷ 2 × (1 + 2) = 9",
        "0.1 + 0.2 | 0.1 + 0.2 = 0.3",
        "1/3*3 | 1 ÷ 3 × 3 = 1",
        "2/3 | 2 ÷ 3 ≈ 0.666666666667",
        "1,234,567 × 1,000 | 1,234,567 × 1000 = 1,234,567,000",
        "15% of 80 | 15% × 80 = 12",
        "80 + 15% | 80 + 15% = 92",
        "80 - 15% | 80 − 15% = 68",
        "17 mod 5 | 17 mod 5 = 2",
        "-7 mod 3 | −7 mod 3 = 2",
        "5! | 5! = 120",
        "what is 5+3! | 5 + 3 = 8",
        "3! + 2! | 3! + 2! = 8",
        "sqrt(16) | sqrt(16) = 4",
        "√2 | sqrt(2) ≈ 1.41421356237",
        "square root of 81 | sqrt(81) = 9",
        "cbrt(27) | cbrt(27) = 3",
        "sin(pi) | sin(π) ≈ 0",
        "max(3, 9, 4) | max(3, 9, 4) = 9",
        "gcd(12, 18) | gcd(12, 18) = 6",
        "seven times eight | 7 × 8 = 56",
        "12 squared | 12^2 = 144",
        "3 x 4 | 3 × 4 = 12",
        "5²+1 | 5^2 + 1 = 26",
        "٣ + ٤ | 3 + 4 = 7",
        "１２×（３＋４）はいくつですか | 12 × (3 + 4) = 84",
        "Quanto é 7*6? | 7 × 6 = 42",
        "2 + | I only",
        "1e3 + 1 | 1000 + 1 = 1001",
        "1000000 * 1000000 | 1,000,000 × 1,000,000 = 1,000,000,000,000",
      })
  void worksOutWhatIsWritten(String prompt, String answer) {
    assertThat(headline(prompt)).contains(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 miles in km | 5 mi = 8.04672 km",
        "how many feet are in 3 miles? | 3 mi = 15,840 ft",
        "How many seconds in a day? | 1 d = 86,400 s",
        "5 ft 10 in to cm | 5 ft 10 in = 177.8 cm",
        "10 in in cm | 10 in = 25.4 cm",
        "convert 100 °C to F | 100 °C = 212 °F",
        "-40 F to C | −40 °F = −40 °C",
        "0 K in celsius | 0 K = −273.15 °C",
        "98.6 degrees Fahrenheit to Celsius | 98.6 °F = 37 °C",
        "10 kg in lbs | 10 kg ≈ 22.0462262185 lb",
        "2 cups to ml | 2 US cup = 473.176473 ml",
        "1 GiB in MB | 1 GiB = 1073.741824 MB",
        "100 Mb in MB | 100 Mbit = 12.5 MB",
        "90 km/h to m/s | 90 km/h = 25 m/s",
        "1 acre in square feet | 1 acre = 43,560 ft²",
        "36 hours in days | 36 h = 1.5 d",
        "5英里等于多少公里 | 5 mi = 8.04672 km",
        "Quanto é 10 milhas em km? | 10 mi = 16.09344 km",
      })
  void convertsUnits(String prompt, String answer) {
    assertThat(headline(prompt)).contains(answer);
  }

  @Test
  void showsTheStepsInATable() {
    assertThat(reply("12 × (3 + 4) − 2^5"))
        .isEqualTo(
            """
            **12 × (3 + 4) − 2^5 = 52**

            | step | working | result |
            |---:|---|---:|
            | 1 | 3 + 4 | 7 |
            | 2 | 12 × 7 | 84 |
            | 3 | 2 ^ 5 | 32 |
            | 4 | 84 − 32 | 52 |\
            """);
  }

  @Test
  void answersEverythingInAPrompt() {
    assertThat(reply("What is 2+2, then 3 miles in m, and 9*9?"))
        .contains("2 + 2 = 4", "3 mi = 4828.032 m", "9 × 9 = 81");
  }

  @Test
  void goesOnFromTheLastResult() {
    assertThat(headline("2+3", "times 7")).contains("5 × 7 = 35");
    assertThat(headline("2+3", "times 7", "add 1 to that")).contains("35 + 1 = 36");
    assertThat(headline("5 km in m", "that / 2")).contains("5000 ÷ 2 = 2500");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 / 0 | division by zero has no value",
        "9^9^9 | too large",
        "501! | factorials are worked out here",
        "sqrt(-4) | no real square root",
        "ln(0) | only positive numbers",
        "asin(2) | no such number",
        "10^-9999 * 2 | too large",
      })
  void saysWhyThereIsNoAnswer(String prompt, String reason) {
    assertThat(reply(prompt)).contains("has no answer here").contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "On 2024-01-05 at 10:30",
        "GPT-4 and H2O",
        "ages 5-10 years",
        "20 miles to gallons",
        "see https://example.org/1/2+3",
        "C++",
        "今日は"
      })
  void saysWhatItCanDoWhenThereIsNothingToWorkOut(String prompt) {
    assertThat(reply(prompt))
        .startsWith("I only work things out")
        .contains("For example:")
        .contains("square roots");
  }
}
