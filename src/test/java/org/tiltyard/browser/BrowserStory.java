package org.tiltyard.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A story told in a real browser. Extend it, say where the application is, and open pages; the test
 * fails by itself when a page logs an error or asks any other host for something.
 */
@Tag("browser")
public abstract class BrowserStory {

  private static final List<String> WCAG_22_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /** Colours fade from one scheme to the other; on the way their contrast means nothing. */
  private static final String FADED =
      """
      () => document.getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .forEach((one) => one.finish())
      """;

  private static final String HEIGHT =
      "() => { window.scrollTo(0, 0); return document.documentElement.scrollHeight; }";

  private static final int WIDE = 1280;
  private static final int NARROW = 375;

  @RegisterExtension final BrowserExtension extension = new BrowserExtension(this::baseUrl);

  /** Scheme, host and port of the application; asked for when the first page is opened. */
  protected abstract String baseUrl();

  /** A page in a fresh context: no cookies, 1280 by 800, English. */
  protected final Page newPage() {
    return newPage(new Browser.NewContextOptions());
  }

  /** A page in a fresh context with other settings, such as a phone's, or without JavaScript. */
  protected final Page newPage(Browser.NewContextOptions options) {
    return newContext(options).newPage();
  }

  /** A fresh context, for stories with several pages of one person. */
  protected final BrowserContext newContext(Browser.NewContextOptions options) {
    if (options.locale == null) {
      options.setLocale("en-GB");
    }
    if (options.viewportSize == null) {
      options.setViewportSize(WIDE, 800);
    }
    return extension.newContext(options);
  }

  /** Opens a path of the application in a fresh context. */
  protected final Page open(String path) {
    Page page = newPage();
    page.navigate(path);
    return page;
  }

  /** Says that an error is part of the story; part of its text is enough. */
  protected final void expectProblem(String part) {
    extension.expectProblem(part);
  }

  /** Errors, exceptions and foreign requests so far, without the expected ones. */
  protected final List<String> problems() {
    return extension.problems();
  }

  /**
   * Pictures of the whole page at 1280 and 375 pixels, light and dark, as {@code
   * target/screenshots/{name}-{width}-{scheme}.png}; leaves the page as it was, but at its top. The
   * window is made as high as the page, so that what sticks to its edges is where it belongs. None
   * are taken in CI, where nobody looks at them: they take long.
   */
  protected final void screenshot(Page page, String name) {
    if (!"true".equals(System.getenv("CI"))) {
      takeScreenshots(page, name);
    }
  }

  /** The pictures, in CI too. */
  final void takeScreenshots(Page page, String name) {
    ViewportSize before = page.viewportSize();
    for (int width : new int[] {WIDE, NARROW}) {
      page.setViewportSize(width, 800);
      page.setViewportSize(width, (Integer) page.evaluate(HEIGHT));
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        String file = "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", file))
                .setAnimations(ScreenshotAnimations.DISABLED));
      }
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(before.width, before.height);
  }

  /** Fails on any violation of WCAG 2.2 AA that axe finds, in the light or in the dark scheme. */
  protected final void assertAccessible(Page page) {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.evaluate(FADED);
      List<Rule> violations = rules(page, scheme).analyze().getViolations();
      if (!violations.isEmpty()) {
        throw new AssertionError(
            "Not accessible (%s scheme):%n%s"
                .formatted(
                    scheme.name().toLowerCase(Locale.ROOT),
                    violations.stream()
                        .map(BrowserStory::described)
                        .collect(Collectors.joining())));
      }
    }
  }

  /** All of them in one scheme; those about colours in both, as nothing else differs. */
  private static AxeBuilder rules(Page page, ColorScheme scheme) {
    // Otherwise it opens a second page each time, to put together what it found in frames of
    // others.
    AxeBuilder axe = new AxeBuilder(page).setLegacyMode(true);
    return scheme == ColorScheme.LIGHT
        ? axe.withTags(WCAG_22_AA)
        : axe.withRules(List.of("color-contrast", "link-in-text-block"));
  }

  private static String described(Rule rule) {
    return "  %s: %s%n%s"
        .formatted(
            rule.getId(),
            rule.getHelp(),
            rule.getNodes().stream().map(BrowserStory::described).collect(Collectors.joining()));
  }

  private static String described(CheckedNode node) {
    return "    %s%n      %s%n"
        .formatted(node.getHtml(), String.valueOf(node.getFailureSummary()).replace("\n", " "));
  }
}
