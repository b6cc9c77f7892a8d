package org.tiltyard.identity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Who may open what, and the headers that every answer carries. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class Security {

  /** How programs are asked for an account. */
  static final String BASIC = "Basic realm=\"Tiltyard\", charset=\"UTF-8\"";

  private static final String BEARER = "Bearer realm=\"Tiltyard\"";
  private static final String ADMIN = "ROLE_" + Role.ADMIN.name();
  private static final String RESEARCHER = "ROLE_" + Role.RESEARCHER.name();
  private static final String ANNOTATOR = "ROLE_" + Role.ANNOTATOR.name();

  /** The first segments of paths that are not open to all; each rule begins with one of them. */
  private static final Set<String> GUARDED = Set.of("account", "admin", "api", "research");

  /** For what is not open to all. */
  @Bean
  @Order(1)
  SecurityWebFilterChain guardedChain(
      ServerHttpSecurity http, Sessions sessions, SignIns signIns, ApiTokens tokens) {
    return chain(http, sessions, signIns, tokens)
        .securityMatcher(Security::guarded)
        .authorizeExchange(Security::rules)
        .build();
  }

  /**
   * For everything else, of which most is asked for most often: battles, their streams, votes. No
   * rule speaks of it, and comparing each request with all of them took a good part of its time.
   */
  @Bean
  @Order(2)
  SecurityWebFilterChain openChain(
      ServerHttpSecurity http, Sessions sessions, SignIns signIns, ApiTokens tokens) {
    return chain(http, sessions, signIns, tokens)
        // A setting may keep a page for people with accounts: who is refused there is asked to sign
        // in.
        .authorizeExchange(paths -> paths.anyExchange().permitAll())
        .build();
  }

  /** As rules compare it: decoded, and without parameters. */
  private static Mono<MatchResult> guarded(ServerWebExchange exchange) {
    for (PathContainer.Element element :
        exchange.getRequest().getPath().pathWithinApplication().elements()) {
      if (element instanceof PathContainer.PathSegment first) {
        return GUARDED.contains(first.valueToMatch())
            ? MatchResult.match()
            : MatchResult.notMatch();
      }
    }
    return MatchResult.notMatch();
  }

  /**
   * Nobody looks at how long each of the filters takes, and to measure it took longer than they.
   */
  @Bean
  static SecurityObservationSettings unobservedFilters() {
    return SecurityObservationSettings.noObservations();
  }

  private static ServerHttpSecurity chain(
      ServerHttpSecurity http, Sessions sessions, SignIns signIns, ApiTokens tokens) {
    return http
        // Changes by cookie are guarded by CrossSiteFilter, which needs no token in every form.
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .addFilterAt(new BasicFilter(signIns), SecurityWebFiltersOrder.HTTP_BASIC)
        .addFilterAt(new SessionFilter(sessions), SecurityWebFiltersOrder.AUTHENTICATION)
        // Last, so that a token counts and not a cookie beside it.
        .addFilterAfter(new TokenFilter(tokens), SecurityWebFiltersOrder.AUTHENTICATION)
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint((exchange, e) -> askToSignIn(exchange))
                .accessDeniedHandler((exchange, e) -> Mono.error(refusal(exchange))))
        .headers(ServerHttpSecurity.HeaderSpec::disable)
        .addFilterAt(new ProtectiveHeaders(), SecurityWebFiltersOrder.HTTP_HEADERS_WRITER);
  }

  /**
   * Who may open what, by role or by scope of a token; the first rule that fits counts. A route is
   * open to tokens only where a rule names a scope.
   */
  private static void rules(ServerHttpSecurity.AuthorizeExchangeSpec paths) {
    paths
        .pathMatchers(HttpMethod.GET, "/research/export")
        .hasAnyAuthority(ADMIN, RESEARCHER, Scope.EXPORT_READ.authority())
        .pathMatchers("/research/import/**")
        .hasAnyAuthority(ADMIN, RESEARCHER, Scope.IMPORTS_WRITE.authority())
        .pathMatchers(HttpMethod.GET, "/api/v1/openapi.json")
        .permitAll()
        .pathMatchers(
            HttpMethod.GET,
            "/api/v1/models/**",
            "/api/v1/battles/**",
            "/api/v1/votes/**",
            "/api/v1/leaderboard")
        .hasAnyAuthority(ADMIN, RESEARCHER, Scope.DATA_READ.authority())
        .pathMatchers(HttpMethod.GET, "/api/v1/releases/**", "/api/v1/jobs/**")
        .hasAnyAuthority(ADMIN, RESEARCHER, Scope.RELEASES_READ.authority())
        .pathMatchers("/api/v1/releases/**", "/api/v1/jobs/**")
        .hasAnyAuthority(ADMIN, RESEARCHER, Scope.RELEASES_WRITE.authority())
        .pathMatchers(
            HttpMethod.GET, "/research/releases/*/files/**", "/research/releases/*/archive")
        .hasAnyAuthority(ADMIN, RESEARCHER, Scope.RELEASES_READ.authority())
        .pathMatchers("/research/**", "/api/**")
        .hasAnyAuthority(ADMIN, RESEARCHER)
        // Whoever can make accounts or tokens can be anyone: only a person may.
        .pathMatchers("/admin/people/**")
        .hasAuthority(ADMIN)
        .pathMatchers(HttpMethod.GET, "/admin/models/**", "/admin/endpoints/**")
        .hasAnyAuthority(ADMIN, Scope.ADMIN.authority(), Scope.MODELS_READ.authority())
        .pathMatchers("/admin/models/**", "/admin/endpoints/**")
        .hasAnyAuthority(ADMIN, Scope.ADMIN.authority(), Scope.MODELS_WRITE.authority())
        .pathMatchers(HttpMethod.GET, "/admin/audit/**")
        .hasAnyAuthority(ADMIN, Scope.ADMIN.authority(), Scope.AUDIT_READ.authority())
        .pathMatchers(HttpMethod.GET, "/admin/metrics")
        .hasAnyAuthority(ADMIN, Scope.ADMIN.authority(), Scope.METRICS_READ.authority())
        .pathMatchers("/admin/**")
        .hasAnyAuthority(ADMIN, Scope.ADMIN.authority())
        .pathMatchers("/account/**")
        .hasAnyAuthority(ADMIN, RESEARCHER, ANNOTATOR)
        .anyExchange()
        .denyAll();
  }

  /** Words of the error policy for those who are known and may not do what they asked for. */
  private static Throwable refusal(ServerWebExchange exchange) {
    return TokenFilter.carriesToken(exchange)
        ? TokenRefused.insufficient()
        : new ResponseStatusException(HttpStatus.FORBIDDEN);
  }

  /** A browser is led to the sign-in page and back; a program is told which scheme to use. */
  private static Mono<Void> askToSignIn(ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    boolean page =
        exchange.getRequest().getMethod() == HttpMethod.GET
            && !exchange.getRequest().getPath().value().startsWith("/api/")
            && exchange.getRequest().getHeaders().getAccept().contains(MediaType.TEXT_HTML)
            && !exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    if (page) {
      URI asked = exchange.getRequest().getURI();
      String next =
          asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
      response.setStatusCode(HttpStatus.SEE_OTHER);
      response
          .getHeaders()
          .setLocation(URI.create("/login?next=" + UriUtils.encode(next, StandardCharsets.UTF_8)));
      return response.setComplete();
    }
    response.setStatusCode(HttpStatus.UNAUTHORIZED);
    response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, BASIC);
    response.getHeaders().add(HttpHeaders.WWW_AUTHENTICATE, BEARER);
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    byte[] body =
        "{\"title\":\"Sign in\",\"status\":401,\"detail\":\"Send a token, or the user name and password of an account.\"}"
            .getBytes(StandardCharsets.UTF_8);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }
}
