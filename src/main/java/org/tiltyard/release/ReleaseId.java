package org.tiltyard.release;

import org.tiltyard.shared.Identifier;

/** The identifier of a {@link Release}. */
public record ReleaseId(String value) implements Identifier {

  /**
   * The id that an address names.
   *
   * @throws ReleaseNotFound when the text can be no id
   */
  public static ReleaseId parse(String text) {
    if (!Identifier.isWellFormed(text)) {
      throw new ReleaseNotFound();
    }
    return new ReleaseId(text);
  }
}
