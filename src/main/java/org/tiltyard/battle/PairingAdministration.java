package org.tiltyard.battle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.SettingRefused;
import org.tiltyard.settings.Settings;
import tools.jackson.databind.JsonNode;

/** Changes of the pairing settings by admins. */
@Component
class PairingAdministration {

  private final Settings settings;
  private final Live<PairingSettings> pairing;
  private final AuditLog audit;
  private final TransactionTemplate transaction;

  PairingAdministration(
      Settings settings,
      Live<PairingSettings> pairing,
      AuditLog audit,
      TransactionTemplate transaction) {
    this.settings = settings;
    this.pairing = pairing;
    this.audit = audit;
    this.transaction = transaction;
  }

  PairingSettings present() {
    return pairing.get();
  }

  /** The names, without their prefix, of the settings that the configuration sets. */
  Set<String> locked() {
    return settings.editable().stream()
        .filter(setting -> setting.prefix().equals(PairingForm.PREFIX))
        .filter(settings::locked)
        .map(setting -> setting.key().substring(PairingForm.PREFIX.length() + 1))
        .collect(Collectors.toSet());
  }

  /**
   * What the settings would be.
   *
   * @throws SettingRefused when a value is not allowed
   */
  PairingSettings tried(PairingForm form) {
    return settings.tried(PairingForm.PREFIX, PairingSettings.class, changes(form));
  }

  /**
   * Stores what the form changes.
   *
   * @throws SettingRefused when a value is not allowed
   */
  void change(PairingForm form, SignedIn by) {
    Map<String, JsonNode> changes = changes(form);
    if (changes.isEmpty()) {
      return;
    }
    settings.check(changes);
    Map<String, JsonNode> before = PairingForm.of(present()).values();
    Map<String, Object> detail = new LinkedHashMap<>();
    changes.forEach((key, value) ->
        detail.put(key, Map.of("from", before.getOrDefault(key, value), "to", value)));
    transaction.executeWithoutResult(status -> {
      audit.record(by, "pairing.changed", "setting", PairingForm.PREFIX, "pairing", detail);
      settings.change(changes, by.username());
    });
  }

  private Map<String, JsonNode> changes(PairingForm form) {
    Map<String, JsonNode> before = PairingForm.of(present()).values();
    Map<String, JsonNode> changes = new LinkedHashMap<>();
    form.values()
        .forEach((key, value) -> {
          if (!value.equals(before.get(key))) {
            changes.put(key, value);
          }
        });
    return changes;
  }
}
