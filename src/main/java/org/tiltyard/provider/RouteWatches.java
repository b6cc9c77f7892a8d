package org.tiltyard.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What this process has seen of each route. */
@Component
final class RouteWatches {

  private final Map<Route, RouteWatch> watches = new ConcurrentHashMap<>();

  RouteWatch of(Route route) {
    return watches.computeIfAbsent(route, unseen -> new RouteWatch());
  }
}
