package org.tiltyard.leaderboard;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.leaderboard.LeaderboardSettings.Audience;
import org.tiltyard.settings.Live;
import reactor.core.publisher.Mono;

/**
 * Keeps everything under {@code /leaderboard} to the audience of the settings. A browser without an
 * account is led to the sign-in page, a program is told that one is needed.
 */
@Component
class BoardAccess implements WebFilter {

  private static final String ROOM = "/leaderboard";

  private final Live<LeaderboardSettings> settings;

  BoardAccess(Live<LeaderboardSettings> settings) {
    this.settings = settings;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return isInside(exchange.getRequest().getPath().value()) && !mayEnter(exchange)
        ? Mono.error(new AccessDeniedException("boards are for people with an account"))
        : chain.filter(exchange);
  }

  private static boolean isInside(String path) {
    return path.equals(ROOM) || path.startsWith(ROOM + "/");
  }

  private boolean mayEnter(ServerWebExchange exchange) {
    return settings.get().audience() == Audience.EVERYONE || SignedIn.of(exchange).isPresent();
  }
}
