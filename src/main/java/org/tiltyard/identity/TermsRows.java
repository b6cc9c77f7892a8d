package org.tiltyard.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Drafts, versions and agreements in the database. */
@Component
class TermsRows {

  private static final String VERSION =
      "select number, version, consent, published_at, published_by from terms_version";
  private static final String LATEST = VERSION + " order by number desc limit 1";

  private final JdbcClient database;

  TermsRows(JdbcClient database) {
    this.database = database;
  }

  List<TermsText> drafts() {
    return database
        .sql("select kind, language, text from terms_draft order by kind desc, language")
        .query((row, number) -> text(row))
        .list();
  }

  void putDraft(TermsText draft, Instant now) {
    int changed =
        database
            .sql("update terms_draft set text = ?, changed_at = ? where kind = ? and language = ?")
            .params(draft.text(), Time.forDatabase(now), draft.kind().word(), draft.language())
            .update();
    if (changed == 0) {
      database
          .sql("insert into terms_draft (kind, language, text, changed_at) values (?, ?, ?, ?)")
          .params(draft.kind().word(), draft.language(), draft.text(), Time.forDatabase(now))
          .update();
    }
  }

  void removeDraft(TermsKind kind, String language) {
    database
        .sql("delete from terms_draft where kind = ? and language = ?")
        .params(kind.word(), language)
        .update();
  }

  /** The version in force. */
  Optional<TermsVersion> latest() {
    return database.sql(LATEST).query((row, number) -> version(row)).optional();
  }

  /** All versions, the newest first. */
  List<TermsVersion> versions() {
    return database
        .sql(VERSION + " order by number desc")
        .query((row, number) -> version(row))
        .list();
  }

  List<TermsText> texts(int version) {
    return database
        .sql(
            "select kind, language, text from terms_text where number = ? order by kind desc,"
                + " language")
        .param(version)
        .query((row, number) -> text(row))
        .list();
  }

  /** Adds a version; a duplicate key says that the name is taken or somebody else was first. */
  void add(TermsVersion version, List<TermsText> texts) {
    database
        .sql(
            "insert into terms_version (number, version, consent, published_at, published_by)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            version.number(),
            version.version(),
            version.consent(),
            Time.forDatabase(version.publishedAt()),
            version.publishedBy())
        .update();
    for (TermsText text : texts) {
      database
          .sql("insert into terms_text (number, kind, language, text) values (?, ?, ?, ?)")
          .params(version.number(), text.kind().word(), text.language(), text.text())
          .update();
    }
  }

  boolean agreed(ParticipantId participant, int version) {
    return database
        .sql("select 1 from terms_agreement where participant_id = ? and number = ?")
        .params(participant.value(), version)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  void agree(ParticipantId participant, int version, Instant now) {
    database
        .sql(
            "insert into terms_agreement (participant_id, number, agreed_at) values (?, ?, ?) on"
                + " conflict do nothing")
        .params(participant.value(), version, Time.forDatabase(now))
        .update();
  }

  List<TermsAgreement> agreementsOf(ParticipantId participant) {
    return database
        .sql(
            "select version, agreed_at from terms_agreement"
                + " join terms_version on terms_version.number = terms_agreement.number"
                + " where participant_id = ? order by terms_version.number")
        .param(participant.value())
        .query((row, number) ->
            new TermsAgreement(
                row.getString("version"),
                row.getObject("agreed_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** How many people have agreed to a version. */
  long agreements(int version) {
    return database
        .sql("select count(*) from terms_agreement where number = ?")
        .param(version)
        .query(Long.class)
        .single();
  }

  private static TermsText text(ResultSet row) throws SQLException {
    return new TermsText(
        TermsKind.of(row.getString("kind")).orElseThrow(),
        row.getString("language"),
        row.getString("text"));
  }

  private static TermsVersion version(ResultSet row) throws SQLException {
    return new TermsVersion(
        row.getInt("number"),
        row.getString("version"),
        row.getBoolean("consent"),
        row.getObject("published_at", OffsetDateTime.class).toInstant(),
        row.getString("published_by"));
  }
}
