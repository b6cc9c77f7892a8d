package org.tiltyard.jobs;

import org.tiltyard.shared.Identifier;

/** The identifier of a job. */
public record JobId(String value) implements Identifier {

  /**
   * The id that an address names.
   *
   * @throws JobNotFound when the text can be no id
   */
  public static JobId parse(String text) {
    if (!Identifier.isWellFormed(text)) {
      throw new JobNotFound();
    }
    return new JobId(text);
  }
}
