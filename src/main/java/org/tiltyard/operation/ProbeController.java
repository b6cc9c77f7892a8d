package org.tiltyard.operation;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What load balancers ask. Everybody may, so the answers are one word and say nothing else. */
@Controller
class ProbeController {

  private final Readiness readiness;

  ProbeController(Readiness readiness) {
    this.readiness = readiness;
  }

  /** Whether the process lives: begin it anew when it doesn't answer. Asks nothing else. */
  @GetMapping("/healthz")
  ResponseEntity<String> alive() {
    return answer(HttpStatus.OK, "ok");
  }

  /** Whether visitors should be sent here now. */
  @GetMapping("/readyz")
  ResponseEntity<String> ready() {
    return readiness.look().ready()
        ? answer(HttpStatus.OK, "ready")
        : answer(HttpStatus.SERVICE_UNAVAILABLE, "not ready");
  }

  private static ResponseEntity<String> answer(HttpStatus status, String word) {
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.TEXT_PLAIN)
        .body(word + "\n");
  }
}
