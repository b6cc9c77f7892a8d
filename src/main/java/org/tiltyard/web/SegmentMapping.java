package org.tiltyard.web;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the method for a request as its parent does, but looks at the first segment of the path
 * before anything else. Paths with an id in them are compared with every method there is, headers
 * first, which took a twelfth of the time of a vote.
 */
class SegmentMapping extends RequestMappingHandlerMapping {

  /** The first segments of a method's paths; empty where one of them may begin with anything. */
  private final Map<RequestMappingInfo, Optional<Set<String>>> beginnings =
      new ConcurrentHashMap<>();

  @Override
  protected @Nullable RequestMappingInfo getMatchingMapping(
      RequestMappingInfo info, ServerWebExchange exchange) {
    Optional<Set<String>> known = beginnings.get(info);
    if (known == null) {
      known = beginnings.computeIfAbsent(info, SegmentMapping::beginningsOf);
    }
    String first = first(exchange.getRequest().getPath().pathWithinApplication());
    boolean possible = known.map(all -> all.contains(first)).orElse(true);
    return possible ? super.getMatchingMapping(info, exchange) : null;
  }

  private static Optional<Set<String>> beginningsOf(RequestMappingInfo info) {
    Set<String> beginnings = new HashSet<>();
    for (PathPattern pattern : info.getPatternsCondition().getPatterns()) {
      String first = first(PathContainer.parsePath(pattern.getPatternString()));
      if (first.chars().anyMatch(c -> "{}*?".indexOf(c) >= 0)) {
        return Optional.empty();
      }
      beginnings.add(first);
    }
    return beginnings.isEmpty() ? Optional.empty() : Optional.of(beginnings);
  }

  /** As patterns compare it: decoded, and without parameters. */
  private static String first(PathContainer path) {
    List<PathContainer.Element> elements = path.elements();
    return elements.size() > 1 && elements.get(1) instanceof PathSegment segment
        ? segment.valueToMatch()
        : "";
  }
}
