package org.tiltyard.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.schema.Schema;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Sha256;
import org.tiltyard.shared.Time;

/** Takes files in, and has them read. */
@Component
class Arrivals {

  private static final Duration UPLOAD_AT_MOST = Duration.ofDays(1);
  private static final Duration KEPT_TO_GO_ON = Duration.ofDays(30);
  private static final int NAME = 400;

  private final Deliveries deliveries;
  private final FileParts parts;
  private final ImportJob kind;
  private final Jobs jobs;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Live<IntakeSettings> settings;
  private final Time time;

  Arrivals(
      Deliveries deliveries,
      FileParts parts,
      ImportJob kind,
      Jobs jobs,
      AuditLog audit,
      TransactionTemplate transaction,
      Live<IntakeSettings> intakeSettings,
      Time time) {
    this.deliveries = deliveries;
    this.parts = parts;
    this.kind = kind;
    this.jobs = jobs;
    this.audit = audit;
    this.transaction = transaction;
    this.settings = intakeSettings;
    this.time = time;
  }

  /**
   * Stores a file and puts it in line to be read.
   *
   * @param schema of its rows; null to guess
   * @param dryRun whether only to report what would come in
   * @return the import's id
   * @throws ImportRefused when it is empty or too large
   */
  String take(InputStream file, String name, @Nullable Schema schema, boolean dryRun, SignedIn by) {
    Instant now = time.now();
    deliveries.tidy(now.minus(UPLOAD_AT_MOST), now.minus(KEPT_TO_GO_ON));
    String shortName = name.replace('\0', ' ');
    shortName = shortName.substring(0, Math.min(NAME, shortName.length()));
    String id = deliveries.begin(shortName, schema == null ? null : schema.key(), dryRun, by);
    boolean whole = false;
    try {
      store(id, file);
      submit(id, shortName, dryRun, by);
      whole = true;
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!whole) {
        deliveries.forget(id);
      }
    }
  }

  private void store(String id, InputStream file) throws IOException {
    long largest = settings.get().fileSize().toBytes();
    MessageDigest hash = Sha256.digest();
    long bytes = 0;
    byte[] buffer = new byte[FileParts.PART];
    int number = 0;
    for (int read = file.readNBytes(buffer, 0, buffer.length);
        read > 0;
        read = file.readNBytes(buffer, 0, buffer.length)) {
      bytes += read;
      if (bytes > largest) {
        throw ImportRefused.tooLarge(settings.get().fileSize().toMegabytes());
      }
      hash.update(buffer, 0, read);
      parts.add(id, number++, FileParts.shortened(buffer, read));
    }
    if (bytes == 0) {
      throw ImportRefused.none();
    }
    deliveries.arrived(id, bytes, HexFormat.of().formatHex(hash.digest()));
  }

  private void submit(String id, String name, boolean dryRun, SignedIn by) {
    transaction.executeWithoutResult(status -> {
      deliveries.assign(id, jobs.submit(kind, new ImportJob.Parameters(id), by.id()));
      audit.record(by, "import.begun", "import", id, name, Map.of("dryRun", dryRun));
    });
  }
}
