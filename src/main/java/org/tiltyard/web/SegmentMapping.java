package org.tiltyard.web;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the method for a request as its parent does, but looks at the first segment of the path
 * before anything else. Paths with an id in them are compared with every method there is, headers
 * first, which took a twelfth of the time of a vote.
 */
class SegmentMapping extends RequestMappingHandlerMapping {

  /** The first segments of a method's paths; none where one of them may begin with anything. */
  private final Map<RequestMappingInfo, Set<String>> beginnings = new ConcurrentHashMap<>();

  /** A request with the first segment of its path, which is compared with every method's. */
  private static final class Located extends ServerWebExchangeDecorator {

    private final String first;

    private Located(ServerWebExchange exchange) {
      super(exchange);
      this.first = first(exchange.getRequest().getPath().pathWithinApplication());
    }
  }

  @Override
  protected @Nullable HandlerMethod lookupHandlerMethod(ServerWebExchange exchange)
      throws Exception {
    return super.lookupHandlerMethod(new Located(exchange));
  }

  @Override
  protected @Nullable RequestMappingInfo getMatchingMapping(
      RequestMappingInfo info, ServerWebExchange exchange) {
    if (exchange instanceof Located located) {
      Set<String> known = beginnings.computeIfAbsent(info, SegmentMapping::beginningsOf);
      if (!known.isEmpty() && !known.contains(located.first)) {
        return null;
      }
    }
    return super.getMatchingMapping(info, exchange);
  }

  private static Set<String> beginningsOf(RequestMappingInfo info) {
    Set<String> beginnings = new HashSet<>();
    for (PathPattern pattern : info.getPatternsCondition().getPatterns()) {
      String first = first(PathContainer.parsePath(pattern.getPatternString()));
      if (first.chars().anyMatch(c -> "{}*?".indexOf(c) >= 0)) {
        return Set.of();
      }
      beginnings.add(first);
    }
    return beginnings;
  }

  /** As patterns compare it: decoded, and without parameters. */
  private static String first(PathContainer path) {
    List<PathContainer.Element> elements = path.elements();
    return elements.size() > 1 && elements.get(1) instanceof PathSegment segment
        ? segment.valueToMatch()
        : "";
  }
}
