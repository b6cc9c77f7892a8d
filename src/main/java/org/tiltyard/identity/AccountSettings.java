package org.tiltyard.identity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.accounts.*}: how people with an account sign in.
 *
 * @param requireTwoFactor who can't sign in without a second factor
 * @param sessionExpiry from when {@code tiltyard.admin.session-length} counts
 * @param invitationDays how long an invitation can be accepted, unless it says otherwise
 * @param passwordLinkHours how long a link to choose a new password works
 * @param failedSignIns how many wrong passwords or codes in a row an account bears, within {@code
 *     failedSignInsWithin}, before each further try has to wait
 * @param failedSignInsByNetwork the same for all accounts together that are tried from one network
 * @param failedSignInsWithin in what time the whole allowance comes back
 */
record AccountSettings(
    @Editable @DefaultValue("none") TwoFactorFor requireTwoFactor,
    @Editable @DefaultValue("fixed") Expiry sessionExpiry,
    @Editable @Min(1) @Max(365) @DefaultValue("7") int invitationDays,
    @Editable @Min(1) @Max(720) @DefaultValue("24") int passwordLinkHours,
    @Editable @Min(3) @Max(1000) @DefaultValue("10") int failedSignIns,
    @Editable @Min(3) @Max(100_000) @DefaultValue("50") int failedSignInsByNetwork,
    @DefaultValue("15m") Duration failedSignInsWithin) {

  /** Whose sign-in takes a second factor. */
  enum TwoFactorFor {
    NONE,
    ADMINS,
    ALL;

    boolean includes(String role) {
      return this == ALL || (this == ADMINS && role.equals(Role.ADMIN.word()));
    }
  }

  /** When a session ends: a fixed time after the sign-in, or after its last use. */
  enum Expiry {
    FIXED,
    SLIDING
  }
}
