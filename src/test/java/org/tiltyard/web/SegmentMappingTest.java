package org.tiltyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.server.MethodNotAllowedException;

/** The first segment decides early, and decides nothing else than the whole path would. */
class SegmentMappingTest {

  private final SegmentMapping mapping = new SegmentMapping();

  /** Stands for a controller. */
  static class Methods {
    void battle() {}

    void anywhere() {}

    void start() {}
  }

  @BeforeEach
  void register() throws NoSuchMethodException {
    register("battle", "/battles/{id}", "/duels/{id}");
    register("anywhere", "/{place}/cards/{id}");
    register("start", "/");
  }

  private void register(String method, String... paths) throws NoSuchMethodException {
    mapping.registerMapping(
        RequestMappingInfo.paths(paths).methods(RequestMethod.GET).build(),
        new Methods(),
        Methods.class.getDeclaredMethod(method));
  }

  private @Nullable String found(HttpMethod method, String path) {
    Object handler =
        mapping
            .getHandler(
                MockServerWebExchange.from(
                    MockServerHttpRequest.method(method, java.net.URI.create(path))))
            .block();
    return handler == null ? null : ((HandlerMethod) handler).getMethod().getName();
  }

  private @Nullable String found(String path) {
    return found(HttpMethod.GET, path);
  }

  @Test
  void findsWhatItsParentWouldFind() {
    assertThat(found("/battles/1")).isEqualTo("battle");
    assertThat(found("/duels/1")).isEqualTo("battle");
    assertThat(found("/battles/cards/1")).isEqualTo("anywhere");
    assertThat(found("/")).isEqualTo("start");
  }

  @Test
  void comparesPathsAsPatternsDo() {
    assertThat(found("/%62attles/1")).isEqualTo("battle");
    assertThat(found("/battles;a=b/1")).isEqualTo("battle");
    assertThat(found("/Battles/1")).isNull();
    assertThat(found("//battles/1")).isNull();
    assertThat(found("/other/1")).isNull();
  }

  @Test
  void stillSaysWhichMethodsAPathAllows() {
    assertThatThrownBy(() -> found(HttpMethod.DELETE, "/battles/1"))
        .isInstanceOf(MethodNotAllowedException.class);
  }
}
