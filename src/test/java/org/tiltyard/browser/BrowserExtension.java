package org.tiltyard.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives each test its own browser context (cookies, storage, cache) and fails the test when a page
 * logged an error, threw one, or asked another host for anything. The browser resolves no other
 * host, so such requests don't leave; requests aren't intercepted, which would switch its cache
 * off.
 */
final class BrowserExtension implements BeforeEachCallback, AfterEachCallback {

  private static final Set<String> LOCAL_SCHEMES = Set.of("data", "blob", "about");

  private final Supplier<String> baseUrl;
  private final List<String> problems = new ArrayList<>();
  private final List<Predicate<String>> expected = new ArrayList<>();
  private final List<BrowserContext> contexts = new ArrayList<>();
  private @Nullable Browser browser;

  /** The base URL is asked for once the test is set up, when a random port is known. */
  BrowserExtension(Supplier<String> baseUrl) {
    this.baseUrl = baseUrl;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    browser =
        context
            .getRoot()
            .getStore(Namespace.create(Browsers.class))
            .computeIfAbsent(Browsers.class, type -> Browsers.start(), Browsers.class)
            .browser();
  }

  /** A fresh context, as another person's browser would be. */
  BrowserContext newContext(Browser.NewContextOptions options) {
    BrowserContext context =
        Objects.requireNonNull(browser).newContext(options.setBaseURL(baseUrl.get()));
    context.onConsoleMessage(this::onConsole);
    context.onWebError(error -> problems.add("uncaught on a page: " + error.error()));
    context.onRequest(this::onRequest);
    contexts.add(context);
    return context;
  }

  private void onConsole(ConsoleMessage message) {
    if (message.type().equals("error")) {
      problems.add("console error: " + message.text() + " (" + message.location() + ")");
    }
  }

  private boolean isForeign(String url) {
    URI target = URI.create(url.replaceAll("[^\\x21-\\x7e]|[\\[\\]|\\\\^`{}\"<>]", "_"));
    URI own = URI.create(baseUrl.get());
    boolean local = target.getScheme() != null && LOCAL_SCHEMES.contains(target.getScheme());
    return !local && !Objects.equals(target.getAuthority(), own.getAuthority());
  }

  private void onRequest(Request request) {
    if (isForeign(request.url())) {
      problems.add("request to another host: " + request.url());
    }
  }

  /** What went wrong so far and wasn't expected. */
  List<String> problems() {
    return problems.stream()
        .filter(problem -> expected.stream().noneMatch(known -> known.test(problem)))
        .toList();
  }

  void expectProblem(String part) {
    expected.add(problem -> problem.contains(part));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    List<String> left = problems();
    problems.clear();
    expected.clear();
    if (left.isEmpty()) {
      return;
    }
    AssertionError error = new AssertionError("In the browser:\n  " + String.join("\n  ", left));
    Throwable failure = context.getExecutionException().orElseThrow(() -> error);
    failure.addSuppressed(error);
  }
}
