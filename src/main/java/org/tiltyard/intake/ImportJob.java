package org.tiltyard.intake;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.JobKind;
import org.tiltyard.jobs.JobRun;
import org.tiltyard.jobs.JobState;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.FileGuess;
import org.tiltyard.schema.Problem;
import org.tiltyard.schema.ReadSummary;
import org.tiltyard.schema.Schema;
import org.tiltyard.settings.Live;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file that has arrived. How far it is, is stored with the rows themselves, so that after a
 * crash every row is dealt with once.
 */
@Component
class ImportJob implements JobKind<ImportJob.Parameters> {

  private static final int KILO = 1024;

  /** Which import. */
  record Parameters(String importId) {}

  private final Deliveries deliveries;
  private final FileParts parts;
  private final RowBatches batches;
  private final ImportProblems problems;
  private final Live<IntakeSettings> settings;
  private final JsonMapper json;

  ImportJob(
      Deliveries deliveries,
      FileParts parts,
      RowBatches batches,
      ImportProblems problems,
      Live<IntakeSettings> intakeSettings,
      JsonMapper json) {
    this.deliveries = deliveries;
    this.parts = parts;
    this.batches = batches;
    this.problems = problems;
    this.settings = intakeSettings;
    this.json = json;
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(JobRun<Parameters> run) throws IOException {
    String id = run.parameters().importId();
    if (!deliveries.move(id, "running", "waiting", "running", "failed", "cancelled")) {
      return;
    }
    Delivery delivery = deliveries.find(id).orElseThrow();
    if (!parts.exist(id)) {
      throw new IOException("The file is no longer there. Send it again.");
    }
    FileParts.Content content = parts.open(id);
    RowBatches.Reader reader =
        batches.reader(
            delivery,
            () ->
                run.progress(
                    content.count() / KILO, delivery.fileBytes() / KILO, "import.reading"));
    Schema schema = delivery.schema() == null ? null : Schema.of(delivery.schema()).orElse(null);
    FileGuess guess = new FileGuess(delivery.fileName(), schema, null);
    Map<String, ReadSummary> files =
        DatasetFiles.readAll(content, guess, settings.get().limits(), reader::file);
    reader.end();
    conclude(delivery, files);
    deliveries.end(id, "done");
    parts.delete(id);
  }

  private void conclude(Delivery delivery, Map<String, ReadSummary> files) {
    deliveries.describe(
        delivery.id(),
        only(files.values(), file -> file.schema() == null ? "" : file.schema().key()),
        only(files.values(), file -> file.format() == null ? "" : file.format().key()));
    for (Map.Entry<String, ReadSummary> file : files.entrySet()) {
      Problem stopped = file.getValue().stopped();
      if (stopped != null) {
        note(delivery, file.getKey(), stopped);
      }
    }
    if (files.isEmpty()) {
      note(delivery, delivery.fileName(), new Problem(0, "", Problem.Reason.UNKNOWN_FORMAT, ""));
    }
  }

  private void note(Delivery delivery, String file, Problem stopped) {
    deliveries.stopped(delivery.id(), stopped.reason().key());
    // However many there are already: why reading ended is what people look for.
    problems.add(
        delivery.id(),
        java.util.List.of(
            new ImportProblems.Entry(
                file, stopped.number(), stopped.field(), stopped.reason().key(), stopped.detail())),
        Integer.MAX_VALUE);
  }

  private static @Nullable String only(
      Collection<ReadSummary> files, Function<ReadSummary, String> key) {
    Set<String> found = files.stream().map(key).collect(Collectors.toSet());
    String one = found.size() == 1 ? found.iterator().next() : "";
    return one.isEmpty() ? null : one;
  }

  @Override
  public void ended(Job job) {
    if (job.state() != JobState.DONE) {
      String id = json.readValue(job.parameters(), Parameters.class).importId();
      deliveries.end(id, job.state() == JobState.CANCELLED ? "cancelled" : "failed");
    }
  }
}
