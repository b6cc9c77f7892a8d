package org.tiltyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The tools of the browser tests themselves, on small pages of their own. */
class BrowsersIT extends BrowserStory {

  private static final String GOOD =
      """
      <!doctype html><html lang="en"><head><title>Good</title>
      <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">
      <link rel="icon" href="data:,"></head>
      <body><main><h1>Good</h1><p>A page with nothing wrong.</p><button>Press</button></main></body></html>
      """;
  private static final String BAD =
      "<!doctype html><html><body><img src='data:,'><input></body></html>";
  private static final String STYLE =
      "body { color: #111; background: #fff }"
          + "@media (prefers-color-scheme: dark) { body { color: #eee; background: #111 } }";

  private static final Map<String, String> PAGES =
      Map.of(
          "/",
          GOOD,
          "/style.css",
          STYLE,
          "/favicon.ico",
          "",
          "/bad",
          BAD,
          "/error",
          "<title>e</title><script src='/error.js'></script>",
          "/error.js",
          "console.error('so it is'); throw new Error('and thrown')",
          "/foreign",
          "<title>f</title><img src='http://tiltyard.example/pixel.png' alt=''>",
          "/dim",
          GOOD.replace("/style.css", "/dim.css"),
          "/dim.css",
          STYLE.replace("#eee", "#222"));

  private static HttpServer server;

  @BeforeAll
  static void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", BrowsersIT::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String type =
        path.endsWith(".css") ? "text/css" : path.endsWith(".js") ? "text/javascript" : "text/html";
    byte[] body = PAGES.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'self'; img-src * data:");
    exchange.sendResponseHeaders(PAGES.containsKey(path) ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  protected String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void opensPagesInFreshContexts() {
    Page page = open("/");
    assertThat(page).hasTitle("Good");
    page.evaluate("document.cookie = 'a=b'");
    assertThat(open("/").evaluate("document.cookie")).isEqualTo("");
    BrowserContext context = page.context();
    Page second = context.newPage();
    second.navigate("/");
    assertThat(second.evaluate("document.cookie")).isEqualTo("a=b");
  }

  @Test
  void picturesPagesWideAndNarrowLightAndDark() throws IOException {
    Page page = open("/");
    takeScreenshots(page, "browsers-good");
    for (int width : new int[] {1280, 375}) {
      assertThat(backgroundOf("browsers-good-%d-light.png".formatted(width), width))
          .isEqualTo(0xffffff);
      assertThat(backgroundOf("browsers-good-%d-dark.png".formatted(width), width))
          .isEqualTo(0x111111);
    }
    assertThat(page.viewportSize().width).isEqualTo(1280);
  }

  private static int backgroundOf(String file, int width) throws IOException {
    Path path = Path.of("target", "screenshots", file);
    assertThat(Files.size(path)).isPositive();
    BufferedImage picture = ImageIO.read(path.toFile());
    assertThat(picture.getWidth()).isEqualTo(width);
    return picture.getRGB(width - 1, 0) & 0xffffff;
  }

  @Test
  void findsAccessiblePagesAccessible() {
    assertAccessible(open("/"));
  }

  @Test
  void namesWhatIsNotAccessible() {
    Page page = open("/bad");
    assertThatThrownBy(() -> assertAccessible(page))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("image-alt")
        .hasMessageContaining("html-has-lang");
  }

  @Test
  void checksContrastInTheDarkToo() {
    Page page = open("/dim");
    assertThatThrownBy(() -> assertAccessible(page))
        .hasMessageContaining("dark scheme")
        .hasMessageContaining("color-contrast");
  }

  @Test
  void noticesErrorsOfAPage() {
    Page page = open("/error");
    page.waitForCondition(() -> problems().size() >= 2);
    assertThat(problems())
        .anyMatch(p -> p.contains("so it is"))
        .anyMatch(p -> p.contains("and thrown"));
    expectProblem("so it is");
    expectProblem("and thrown");
    assertThat(problems()).isEmpty();
  }

  @Test
  void failsAStoryThatLeavesProblemsBehind() {
    Page page = open("/error");
    page.waitForCondition(() -> problems().size() >= 2);
    ExtensionContext passed = mock(ExtensionContext.class);
    when(passed.getExecutionException()).thenReturn(Optional.empty());
    assertThatThrownBy(() -> extension.afterEach(passed))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("so it is")
        .hasMessageContaining("and thrown");
    assertThat(problems()).isEmpty();
  }

  @Test
  void noticesRequestsToOtherHostsAndStopsThem() {
    Page page = open("/foreign");
    page.waitForCondition(() -> problems().stream().anyMatch(p -> p.contains("another host")));
    page.waitForCondition(() -> problems().stream().anyMatch(p -> p.contains("NAME_NOT_RESOLVED")));
    assertThat(problems()).anyMatch(p -> p.contains("http://tiltyard.example/pixel.png"));
    expectProblem("tiltyard.example/pixel.png");
  }
}
