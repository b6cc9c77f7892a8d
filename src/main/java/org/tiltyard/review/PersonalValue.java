package org.tiltyard.review;

import org.tiltyard.disclosure.Finding;
import org.tiltyard.disclosure.Kind;
import org.tiltyard.disclosure.Mask;
import org.tiltyard.shared.Sha256;

/**
 * A piece of personal data in one conversation, however often and in whichever way it is written
 * there.
 *
 * @param digest SHA-256 of the conversation's id, the kind and the value
 */
public record PersonalValue(Kind kind, String digest) {

  /** What a finding in that conversation is. */
  static PersonalValue of(String questionId, Finding finding) {
    String whole = questionId + '\n' + finding.kind().word() + '\n' + Mask.normal(finding);
    return new PersonalValue(finding.kind(), Sha256.hex(whole));
  }
}
