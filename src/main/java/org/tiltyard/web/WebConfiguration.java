package org.tiltyard.web;

import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** How requests find their methods, and how these are called. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  @Bean
  WebFluxRegistrations webFluxRegistrations() {
    return new WebFluxRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new SegmentMapping();
      }

      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new DirectAdapter();
      }
    };
  }
}
