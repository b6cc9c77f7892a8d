package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

  private final Markdown markdown = new Markdown();

  @Test
  void rendersTablesListsAndCode() {
    assertThat(markdown.render("| a | b |\n|---|--:|\n| 1 | 2 |"))
        .contains("<table>")
        .contains("<td align=\"right\">2</td>");
    assertThat(markdown.render("```java\nint x = 1 < 2;\n```"))
        .contains("<pre><code class=\"language-java\">int x = 1 &lt; 2;\n</code></pre>");
    assertThat(markdown.render("3. three\n4. four")).contains("<ol start=\"3\">");
  }

  @Test
  void leavesFormulasToTheScript() {
    assertThat(markdown.render("So $e^{i\\pi}=-1$ and \\(a_1*b*c\\)."))
        .contains("<span class=\"math\" data-display=\"false\">e^{i\\pi}=-1</span>")
        .contains("<span class=\"math\" data-display=\"false\">a_1*b*c</span>");
    assertThat(markdown.render("$$\n\\int x\n$$"))
        .contains("<span class=\"math\" data-display=\"true\">");
  }

  @Test
  void leavesPricesAlone() {
    assertThat(markdown.render("It costs $5 and $10 more.")).doesNotContain("math");
  }

  @Test
  void linksAreSafeToFollow() {
    assertThat(markdown.render("[here](https://example.org/?a=1&b=2)"))
        .contains("href=\"https://example.org/?a=1&amp;b=2\"")
        .contains("rel=\"noopener noreferrer nofollow ugc\"")
        .contains("target=\"_blank\"");
  }

  @Test
  void imagesAreLinksAndNeverFetched() {
    assertThat(markdown.render("![a cat](https://tracker.example/cat.png)"))
        .doesNotContain("<img")
        .contains("<a href=\"https://tracker.example/cat.png\"")
        .contains("a cat");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        "<svg/onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "`<img src=x onerror=alert(1)>`",
        "```html\"onmouseover=alert(1)\n<script>alert(1)</script>\n```",
        "$<img src=x onerror=alert(1)>$",
        "<style>@import 'https://evil.example';</style>",
        "<iframe src=\"https://evil.example\"></iframe>"
      })
  void nothingExecutes(String attack) {
    org.jsoup.nodes.Document page = org.jsoup.Jsoup.parse(markdown.render(attack));

    assertThat(page.select("script, img, svg, style, iframe, [onload], [onerror], [onmouseover]"))
        .isEmpty();
    assertThat(page.select("[href]").eachAttr("href"))
        .allSatisfy(href -> assertThat(href).matches("(?i)^(https?:|mailto:).*"));
  }
}
