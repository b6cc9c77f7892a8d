package org.tiltyard.models;

import org.tiltyard.models.ModelRules.Fault;

/** A file can't be read as a whole. */
final class ImportRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  ImportRefused(String rule, Object... limits) {
    super(rule);
    this.fault = Fault.of("file", rule, limits);
  }

  /** What is wrong, and where. */
  Fault fault() {
    return fault;
  }
}
