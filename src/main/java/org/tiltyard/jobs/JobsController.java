package org.tiltyard.jobs;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.shared.ChangeEvents;
import org.tiltyard.shared.Time;
import reactor.core.publisher.Flux;

/** A job by its address: how far it is, its end, another try. */
@Controller
class JobsController {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Jobs jobs;
  private final ChangeEvents changes;
  private final Time time;

  JobsController(Jobs jobs, ChangeEvents changes, Time time) {
    this.jobs = jobs;
    this.changes = changes;
    this.time = time;
  }

  @GetMapping(path = "/research/jobs/{id}", produces = MediaType.TEXT_HTML_VALUE)
  String page(@PathVariable String id, Model model) {
    model.addAttribute("job", view(id));
    return "jobs/job";
  }

  @GetMapping(path = "/research/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  JobView json(@PathVariable String id) {
    return view(id);
  }

  private JobView view(String id) {
    Job job = jobs.find(JobId.parse(id)).orElseThrow(JobNotFound::new);
    return JobView.of(job, time.now());
  }

  /** Says when the job looks different. */
  @GetMapping(path = "/research/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<String>> events(@PathVariable String id) {
    JobId job = JobId.parse(id);
    return changes.follow(LOOK_EVERY, () -> jobs.find(job).orElseThrow(JobNotFound::new));
  }

  @PostMapping("/research/jobs/{id}/cancel")
  ResponseEntity<Void> cancel(@PathVariable String id, ServerWebExchange exchange) {
    JobId job = jobs.find(JobId.parse(id)).orElseThrow(JobNotFound::new).id();
    jobs.cancel(job);
    return back(exchange, job);
  }

  @PostMapping("/research/jobs/{id}/again")
  ResponseEntity<Void> again(@PathVariable String id, ServerWebExchange exchange) {
    JobId job = jobs.find(JobId.parse(id)).orElseThrow(JobNotFound::new).id();
    jobs.again(job);
    return back(exchange, job);
  }

  /** To the page the button was on, if it is one of this arena; else to the job's own. */
  private static ResponseEntity<Void> back(ServerWebExchange exchange, JobId job) {
    String path = "/research/jobs/" + job.value();
    String from = exchange.getRequest().getHeaders().getFirst("Referer");
    if (from != null) {
      try {
        String there = URI.create(from).getRawPath();
        if (there != null && (there.startsWith("/research/") || there.startsWith("/admin/"))) {
          path = there;
        }
      } catch (IllegalArgumentException e) {
        // A header that is no address tells nothing.
      }
    }
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}
