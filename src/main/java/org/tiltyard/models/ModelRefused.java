package org.tiltyard.models;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.tiltyard.models.ModelRules.Fault;

/** A model was not stored or changed; says why. */
class ModelRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  private ModelRefused(HttpStatus status, String rule, List<Fault> faults, Object... names) {
    super(
        status,
        ProblemDetail.forStatus(status),
        null,
        "problemDetail." + ModelRefused.class.getName() + "." + rule,
        names);
    this.faults = List.copyOf(faults);
    if (!faults.isEmpty()) {
      getBody().setProperty("field", faults.getFirst().field());
    }
  }

  static ModelRefused invalid(List<Fault> faults) {
    return new ModelRefused(
        HttpStatus.UNPROCESSABLE_CONTENT, "invalid", faults, faults.getFirst().field());
  }

  static ModelRefused taken(String name) {
    return new ModelRefused(
        HttpStatus.UNPROCESSABLE_CONTENT, "taken", List.of(Fault.of("name", "taken", name)), name);
  }

  /** The configuration describes it, or the arena itself. */
  static ModelRefused locked(String name) {
    return new ModelRefused(HttpStatus.CONFLICT, "locked", List.of(), name);
  }

  /** Somebody else was quicker. */
  static ModelRefused changedMeanwhile(String name) {
    return new ModelRefused(HttpStatus.CONFLICT, "changedMeanwhile", List.of(), name);
  }

  /** Every field that breaks a rule. */
  List<Fault> faults() {
    return faults;
  }
}
