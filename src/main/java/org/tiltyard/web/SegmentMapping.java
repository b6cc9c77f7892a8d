package org.tiltyard.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the method for a request as its parent does, but only among those whose paths begin with
 * the same segment. The parent compares paths with an id in them with every method there is,
 * headers first, which took a twelfth of the time of a vote. Where that leaves none or several, the
 * parent decides.
 */
class SegmentMapping extends RequestMappingHandlerMapping {

  /** What may fit, by the first segment of the path; below "" what may begin with anything. */
  private volatile @Nullable Map<String, Map<RequestMappingInfo, HandlerMethod>> methods;

  @Override
  protected @Nullable HandlerMethod lookupHandlerMethod(ServerWebExchange exchange)
      throws Exception {
    RequestMappingInfo only = null;
    HandlerMethod method = null;
    for (Map.Entry<RequestMappingInfo, HandlerMethod> one : fitting(exchange).entrySet()) {
      RequestMappingInfo match = getMatchingMapping(one.getKey(), exchange);
      if (match != null && only != null) {
        return super.lookupHandlerMethod(exchange);
      }
      if (match != null) {
        only = match;
        method = one.getValue();
      }
    }
    if (only == null || method == null) {
      return super.lookupHandlerMethod(exchange);
    }
    exchange.getAttributes().put(BEST_MATCHING_HANDLER_ATTRIBUTE, method);
    handleMatch(only, method, exchange);
    return method;
  }

  private Map<RequestMappingInfo, HandlerMethod> fitting(ServerWebExchange exchange) {
    Map<String, Map<RequestMappingInfo, HandlerMethod>> known = methods;
    if (known == null) {
      known = bySegment(getHandlerMethods());
      methods = known;
    }
    String first = first(exchange.getRequest().getPath().pathWithinApplication());
    return known.getOrDefault(first, known.getOrDefault("", Map.of()));
  }

  private static Map<String, Map<RequestMappingInfo, HandlerMethod>> bySegment(
      Map<RequestMappingInfo, HandlerMethod> all) {
    Map<String, Map<RequestMappingInfo, HandlerMethod>> bySegment = new HashMap<>();
    Map<RequestMappingInfo, HandlerMethod> anywhere = new LinkedHashMap<>();
    all.forEach((info, method) -> {
      Set<String> beginnings = beginningsOf(info);
      beginnings.forEach(first ->
          bySegment.computeIfAbsent(first, key -> new LinkedHashMap<>()).put(info, method));
      if (beginnings.isEmpty()) {
        anywhere.put(info, method);
      }
    });
    bySegment.values().forEach(some -> some.putAll(anywhere));
    bySegment.putIfAbsent("", anywhere);
    return bySegment;
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
