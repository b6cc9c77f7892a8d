package org.tiltyard.review;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tiltyard.disclosure.Finding;
import org.tiltyard.disclosure.Kind;
import org.tiltyard.disclosure.Mask;

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
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
      return new PersonalValue(finding.kind(), HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
