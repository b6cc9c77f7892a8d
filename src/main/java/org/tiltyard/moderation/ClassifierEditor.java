package org.tiltyard.moderation;

import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.outbound.AddressRefused;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.shared.Time;

/** Adds, switches and removes classifiers, with an entry in the audit log for each. */
@Component
class ClassifierEditor {

  private static final String TRIED_ON = "Hello, how are you?";
  private static final int LONGEST_ADDRESS = 2000;
  private static final int LONGEST_KEY = 2000;

  private final ClassifierRecords records;
  private final Classifiers classifiers;
  private final ClassifierFolders folders;
  private final BacklogRecords backlog;
  private final OutboundHttp http;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Time time;

  ClassifierEditor(
      ClassifierRecords records,
      Classifiers classifiers,
      ClassifierFolders folders,
      BacklogRecords backlog,
      OutboundHttp http,
      AuditLog audit,
      TransactionTemplate transaction,
      Time time) {
    this.records = records;
    this.classifiers = classifiers;
    this.folders = folders;
    this.backlog = backlog;
    this.http = http;
    this.audit = audit;
    this.transaction = transaction;
    this.time = time;
  }

  /**
   * Adds one that works: it has to read a text first.
   *
   * @param key for its server; empty for none
   * @throws ClassifierRefused when it does not, or a field is wrong
   */
  void add(ClassifierForm form, String key, SignedIn by) {
    StoredClassifier typed = form.read(ClassifierId.random(), time.now());
    checkSource(typed, key);
    StoredClassifier sealed = typed.withKey(records.seal(key, typed.place()));
    try {
      classifiers.tryOut(sealed, TRIED_ON);
    } catch (LinkUnavailable e) {
      String field = typed.kind().local() ? "folder" : "address";
      throw ClassifierRefused.field(field, "unusable", String.valueOf(e.getMessage()));
    }
    try {
      transaction.executeWithoutResult(status -> {
        records.add(sealed);
        record(by, "classifier.added", sealed);
      });
    } catch (DuplicateKeyException e) {
      throw ClassifierRefused.taken(sealed.name());
    }
    classifiers.refresh();
  }

  private void checkSource(StoredClassifier typed, String key) {
    if (key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw ClassifierRefused.field("key", "key");
    }
    try {
      if (typed.kind().local()) {
        folders.find(typed.source());
      } else if (typed.source().length() > LONGEST_ADDRESS) {
        throw ClassifierRefused.field("address", "long", LONGEST_ADDRESS);
      } else {
        http.check(typed.source());
      }
    } catch (LinkUnavailable e) {
      throw ClassifierRefused.field("folder", "unusable", String.valueOf(e.getMessage()));
    } catch (AddressRefused e) {
      throw ClassifierRefused.field("address", "unusable", String.valueOf(e.getMessage()));
    }
  }

  /** Switches it on or off; what it has said stays. */
  void activate(StoredClassifier one, boolean active, SignedIn by) {
    transaction.executeWithoutResult(status -> {
      records.activate(one.id(), active);
      record(by, active ? "classifier.on" : "classifier.off", one);
    });
    classifiers.forget(one.id());
    classifiers.refresh();
  }

  /** Removes it with its key; what it has said stays. */
  void remove(StoredClassifier one, SignedIn by) {
    transaction.executeWithoutResult(status -> {
      records.remove(one.id());
      backlog.drop(one.name());
      record(by, "classifier.removed", one);
    });
    classifiers.refresh();
  }

  private void record(SignedIn by, String action, StoredClassifier one) {
    audit.record(
        by,
        action,
        "classifier",
        one.id().value(),
        one.name(),
        Map.of("kind", one.kind().key(), "source", one.source(), "threshold", one.threshold()));
  }
}
