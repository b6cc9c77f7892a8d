package org.tiltyard.provider;

/** An endpoint could not be asked, or gave no useful answer. */
public final class EndpointProblem extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  EndpointProblem(Finding finding) {
    super(finding.kind().name());
    this.finding = finding;
  }

  /** What is wrong, in a form that pages have words for. */
  public Finding finding() {
    return finding;
  }
}
