package org.tiltyard.api;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.shared.Identifier;

/** Long work that somebody asked for: how far it is, and its end. */
@RestController
class JobResources {

  /**
   * A job.
   *
   * @param state queued, running, done, failed or cancelled
   * @param doing what it does at present, in words
   * @param done so much of {@code total}, which is null while it isn't known
   * @param failure what went wrong
   */
  record JobJson(
      String id,
      String kind,
      String state,
      @Nullable String doing,
      long done,
      @Nullable Long total,
      boolean cancelAsked,
      @Nullable String failure,
      Instant createdAt,
      @Nullable Instant begunAt,
      @Nullable Instant endedAt) {}

  private final Jobs jobs;
  private final MessageSource messages;

  JobResources(Jobs jobs, MessageSource messages) {
    this.jobs = jobs;
    this.messages = messages;
  }

  @GetMapping("/api/v1/jobs/{id}")
  ResponseEntity<byte[]> job(@PathVariable String id, ServerWebExchange exchange) {
    Parameters.only(exchange);
    return ApiJson.of(json(find(id)));
  }

  /** Ends it as soon as it notices; one that has ended stays as it is. */
  @PostMapping("/api/v1/jobs/{id}/cancel")
  ResponseEntity<byte[]> cancel(@PathVariable String id, ServerWebExchange exchange) {
    Parameters.only(exchange);
    jobs.cancel(find(id).id());
    return ApiJson.of(json(find(id)), HttpStatus.ACCEPTED);
  }

  private Job find(String id) {
    return Optional.of(id)
        .filter(Identifier::isWellFormed)
        .flatMap(known -> jobs.find(new JobId(known)))
        .orElseThrow(NotThere::job);
  }

  private JobJson json(Job job) {
    String doing = messages.getMessage(job.doing(), null, null, Locale.ENGLISH);
    return new JobJson(
        job.id().value(),
        job.kind(),
        job.state().word(),
        job.state().ended() ? null : doing,
        job.done(),
        job.total(),
        job.cancelAsked(),
        job.failure(),
        job.createdAt(),
        job.begunAt(),
        job.endedAt());
  }
}
