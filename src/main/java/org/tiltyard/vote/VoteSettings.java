package org.tiltyard.vote;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.vote.*}.
 *
 * @param reveal what is shown of the models after the vote
 * @param reasons further reasons to choose from, by key; the reserved ones are always there
 */
record VoteSettings(
    @Editable @DefaultValue("cards") RevealPolicy reveal,
    @Editable @Size(max = 20) @DefaultValue
        Map<
                @Pattern(
                    regexp = "[a-z][a-z0-9-]{0,39}",
                    message = "keys are small letters, digits and hyphens, at most 40")
                String,
                @NotBlank @Size(max = 60) String>
            reasons) {

  /** What a person learns by voting. */
  enum RevealPolicy {
    /** Names and all that is known of the models. */
    CARDS,
    /** Names alone. */
    NAMES,
    /** Nothing: for studies in which one person judges the same models again and again. */
    NOTHING
  }

  @AssertTrue(message = "the arena's own reasons can't be changed")
  boolean isReasonsApartFromReserved() {
    return Collections.disjoint(reasons.keySet(), Reasons.RESERVED);
  }
}
