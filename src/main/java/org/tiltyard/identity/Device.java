package org.tiltyard.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a session was opened with, as far as people tell their devices apart: only this is kept of a
 * {@code User-Agent}.
 *
 * @param browser such as Firefox; null when unknown
 * @param platform such as Android; null when unknown
 */
record Device(@Nullable String browser, @Nullable String platform) {

  /** In order: many browsers also claim to be those further down. */
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> PLATFORMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("Edg", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("SamsungBrowser/", "Samsung Internet");
    BROWSERS.put("Vivaldi/", "Vivaldi");
    BROWSERS.put("FxiOS/", "Firefox");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("CriOS/", "Chrome");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("Version/", "Safari");
    BROWSERS.put("curl/", "curl");
    BROWSERS.put("Java-http-client/", "Java");
    BROWSERS.put("python", "Python");

    PLATFORMS.put("Android", "Android");
    PLATFORMS.put("iPhone", "iPhone");
    PLATFORMS.put("iPad", "iPad");
    PLATFORMS.put("Windows", "Windows");
    PLATFORMS.put("CrOS", "ChromeOS");
    PLATFORMS.put("Macintosh", "Mac");
    PLATFORMS.put("Linux", "Linux");
  }

  static Device of(ServerWebExchange exchange) {
    return of(exchange.getRequest().getHeaders().getFirst(HttpHeaders.USER_AGENT));
  }

  static Device of(@Nullable String userAgent) {
    String agent = userAgent == null ? "" : userAgent;
    return new Device(first(BROWSERS, agent), first(PLATFORMS, agent));
  }

  private static @Nullable String first(Map<String, String> names, String agent) {
    return names.entrySet().stream()
        .filter(entry -> agent.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
