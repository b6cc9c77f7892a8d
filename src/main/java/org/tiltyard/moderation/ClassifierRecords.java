package org.tiltyard.moderation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.shared.Time;
import org.tiltyard.shared.Vault;
import org.tiltyard.shared.VaultContents;

/** Classifiers in the database, keys sealed. */
@Component
class ClassifierRecords implements VaultContents {

  private final JdbcClient database;
  private final Vault vault;

  ClassifierRecords(JdbcClient database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /** In the order of their names. */
  List<StoredClassifier> all() {
    return database
        .sql("select * from text_classifier order by name")
        .query((row, number) -> read(row))
        .list();
  }

  Optional<StoredClassifier> find(ClassifierId id) {
    return database
        .sql("select * from text_classifier where id = ?")
        .param(id.value())
        .query((row, number) -> read(row))
        .optional();
  }

  /** The key for its server; empty without one. */
  String key(StoredClassifier classifier) {
    return classifier.sealed() == null ? "" : vault.open(classifier.sealed(), classifier.place());
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException when the name is taken
   */
  void add(StoredClassifier one) {
    database
        .sql(
            "insert into text_classifier (id, name, kind, source, label, other_label, sigmoid,"
                + " prefix, threshold, longest, active, sealed, created_at,"
                + " version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                one.id().value(),
                one.name(),
                one.kind().key(),
                one.source(),
                one.label(),
                one.otherLabel(),
                one.sigmoid(),
                one.prefix(),
                one.threshold(),
                one.longest(),
                one.active(),
                one.sealed(),
                Time.forDatabase(one.createdAt()),
                one.version()))
        .update();
  }

  /** Switches it on or off. */
  void activate(ClassifierId id, boolean active) {
    database
        .sql("update text_classifier set active = ?, version = version + 1 where id = ?")
        .params(active, id.value())
        .update();
  }

  void remove(ClassifierId id) {
    database.sql("delete from text_classifier where id = ?").param(id.value()).update();
  }

  /** The key as it is stored. */
  @Nullable String seal(String key, String place) {
    return key.isEmpty() ? null : vault.seal(key, place);
  }

  private static StoredClassifier read(ResultSet row) throws SQLException {
    return new StoredClassifier(
        new ClassifierId(row.getString("id")),
        row.getString("name"),
        ClassifierKind.of(row.getString("kind")).orElseThrow(),
        row.getString("source"),
        row.getString("label"),
        row.getString("other_label"),
        row.getBoolean("sigmoid"),
        row.getString("prefix"),
        row.getDouble("threshold"),
        row.getObject("longest", Integer.class),
        row.getBoolean("active"),
        row.getString("sealed"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getInt("version"));
  }

  private List<StoredClassifier> outdatedRows() {
    return all().stream()
        .filter(one -> one.sealed() != null && !vault.isCurrent(one.sealed()))
        .toList();
  }

  @Override
  public int outdated() {
    return outdatedRows().size();
  }

  @Override
  @Transactional
  public int reseal() {
    List<StoredClassifier> outdated = outdatedRows();
    for (StoredClassifier one : outdated) {
      if (one.sealed() != null) {
        database
            .sql("update text_classifier set sealed = ? where id = ? and sealed = ?")
            .params(vault.reseal(one.sealed(), one.place()), one.id().value(), one.sealed())
            .update();
      }
    }
    return outdated.size();
  }
}
