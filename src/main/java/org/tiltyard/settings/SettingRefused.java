package org.tiltyard.settings;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A setting was not changed; says which, and why. Nothing else of the same change was stored. */
public class SettingRefused extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  /**
   * What is wrong with one setting.
   *
   * @param key the setting's, or its group's when the values do not fit together
   * @param words plain words, such as "must be at least 1"
   */
  public record Fault(String key, String words) {}

  private final List<Fault> faults;

  private SettingRefused(String rule, List<Fault> faults) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + SettingRefused.class.getName() + "." + rule,
        new Object[] {faults.getFirst().key(), faults.getFirst().words()});
    this.faults = List.copyOf(faults);
    getBody().setProperty("field", faults.getFirst().key());
    getBody().setProperty("faults", this.faults);
  }

  static SettingRefused invalid(List<Fault> faults) {
    return new SettingRefused("invalid", faults);
  }

  static SettingRefused locked(String key) {
    return new SettingRefused("locked", List.of(new Fault(key, "set in the configuration")));
  }

  static SettingRefused unknown(String key) {
    return new SettingRefused("unknown", List.of(new Fault(key, "not a setting")));
  }

  /** What came in this field is no JSON object of settings by their keys. */
  public static SettingRefused unreadable(String field) {
    return new SettingRefused("unreadable", List.of(new Fault(field, "not a JSON object")));
  }

  /** Everything that is wrong, not only the first. */
  public List<Fault> faults() {
    return faults;
  }
}
