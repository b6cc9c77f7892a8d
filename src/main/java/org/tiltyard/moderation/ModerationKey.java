package org.tiltyard.moderation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;
import org.tiltyard.shared.Vault;
import org.tiltyard.shared.VaultContents;

/**
 * The key for the moderation service: that of the configuration, or else the one an admin typed in,
 * which is kept sealed. It is opened for a request and never shown.
 */
@Component
class ModerationKey implements VaultContents {

  private static final String NAME = "openai";
  private static final String PLACE = "moderation/openai/key";

  private final JdbcClient database;
  private final Live<ModerationSettings> settings;
  private final Vault vault;
  private final Time time;

  ModerationKey(
      JdbcClient database, Live<ModerationSettings> moderationSettings, Vault vault, Time time) {
    this.database = database;
    this.settings = moderationSettings;
    this.vault = vault;
    this.time = time;
  }

  /** Whether the configuration gives one, which then wins. */
  boolean configured() {
    return !settings.get().openaiKey().isEmpty();
  }

  /** Since when there is a sealed one. */
  Optional<Instant> sealedSince() {
    return database
        .sql("select set_at from moderation_secret where name = ?")
        .param(NAME)
        .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional();
  }

  /**
   * The key to send; empty for none.
   *
   * @throws Vault.Unreadable when this process can't open what is stored
   */
  String open() {
    String configured = settings.get().openaiKey();
    return configured.isEmpty()
        ? sealed().map(sealed -> vault.open(sealed, PLACE)).orElse("")
        : configured;
  }

  /** Seals a key in place of any other. */
  @Transactional
  public void set(String key) {
    remove();
    database
        .sql("insert into moderation_secret (name, sealed, set_at) values (?, ?, ?)")
        .params(NAME, vault.seal(key, PLACE), Time.forDatabase(time.now()))
        .update();
  }

  /** Forgets the sealed key. */
  public void remove() {
    database.sql("delete from moderation_secret where name = ?").param(NAME).update();
  }

  private Optional<String> sealed() {
    return database
        .sql("select sealed from moderation_secret where name = ?")
        .param(NAME)
        .query(String.class)
        .optional();
  }

  @Override
  public int outdated() {
    return sealed().filter(sealed -> !vault.isCurrent(sealed)).isPresent() ? 1 : 0;
  }

  @Override
  @Transactional
  public int reseal() {
    Optional<String> outdated = sealed().filter(sealed -> !vault.isCurrent(sealed));
    return outdated
        .map(sealed ->
            database
                .sql("update moderation_secret set sealed = ? where name = ? and sealed = ?")
                .params(vault.reseal(sealed, PLACE), NAME, sealed)
                .update())
        .orElse(0);
  }
}
