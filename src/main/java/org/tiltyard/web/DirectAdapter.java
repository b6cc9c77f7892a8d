package org.tiltyard.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.InvocableHandlerMethod;
import org.springframework.web.reactive.result.method.annotation.PathVariableMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestBodyMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestHeaderMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.reactive.result.method.annotation.ServerWebExchangeMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Calls a method whose return value is the answer itself, for a program or an event stream. For
 * each request, the parent makes the model of a page, and asks some twenty resolvers about every
 * parameter; here a method is looked at once. Methods that take or return anything else are the
 * parent's.
 */
class DirectAdapter extends RequestMappingHandlerAdapter {

  private final Map<HandlerMethod, Optional<InvocableHandlerMethod>> known =
      new ConcurrentHashMap<>();
  private List<HandlerMethodArgumentResolver> resolvers = List.of();
  private @Nullable ConfigurableBeanFactory beans;
  private @Nullable Scheduler scheduler;

  @Override
  public void setApplicationContext(ApplicationContext context) {
    super.setApplicationContext(context);
    if (context instanceof ConfigurableApplicationContext its) {
      beans = its.getBeanFactory();
    }
  }

  @Override
  public void setBlockingExecutor(@Nullable Executor executor) {
    super.setBlockingExecutor(executor);
    scheduler = executor == null ? null : Schedulers.fromExecutor(executor);
  }

  @Override
  public void afterPropertiesSet() throws Exception {
    super.afterPropertiesSet();
    ReactiveAdapterRegistry registry = registry();
    resolvers =
        List.of(
            new ServerWebExchangeMethodArgumentResolver(registry),
            new PathVariableMethodArgumentResolver(beans, registry),
            new RequestBodyMethodArgumentResolver(getMessageReaders(), registry),
            new RequestHeaderMethodArgumentResolver(beans, registry));
  }

  @Override
  public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
    Optional<InvocableHandlerMethod> direct =
        handler instanceof HandlerMethod method
            ? known.computeIfAbsent(method, this::direct)
            : Optional.empty();
    return direct
        .map(method -> call(method, exchange))
        .orElseGet(() -> super.handle(exchange, handler));
  }

  private Mono<HandlerResult> call(InvocableHandlerMethod method, ServerWebExchange exchange) {
    return method
        .invoke(exchange, new BindingContext(getWebBindingInitializer()))
        .doOnNext(result -> result.setExceptionHandler(this))
        .onErrorResume(error -> handleError(exchange, error));
  }

  /** What the parent would make for each request; empty where it may be for a page. */
  private Optional<InvocableHandlerMethod> direct(HandlerMethod method) {
    if (!answersItself(method) || !isOfKnownKinds(method)) {
      return Optional.empty();
    }
    InvocableHandlerMethod direct = new InvocableHandlerMethod(method);
    direct.setArgumentResolvers(resolvers);
    direct.setReactiveAdapterRegistry(registry());
    direct.setInvocationScheduler(isReactive(method) ? null : scheduler);
    return Optional.of(direct);
  }

  private boolean isOfKnownKinds(HandlerMethod method) {
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (resolvers.stream().noneMatch(resolver -> resolver.supportsParameter(parameter))) {
        return false;
      }
    }
    return !method.shouldValidateArguments() && !method.shouldValidateReturnValue();
  }

  private static boolean answersItself(HandlerMethod method) {
    MethodParameter returned = method.getReturnType();
    return returned.getParameterType().equals(ResponseEntity.class)
        || (returned.getParameterType().equals(Mono.class)
            && returned.nested().getNestedParameterType().equals(Void.class))
        || method.hasMethodAnnotation(ResponseBody.class)
        || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class);
  }

  private boolean isReactive(HandlerMethod method) {
    return registry().getAdapter(method.getReturnType().getParameterType()) != null;
  }

  private ReactiveAdapterRegistry registry() {
    return Objects.requireNonNull(getReactiveAdapterRegistry(), "it is set at the start");
  }
}
