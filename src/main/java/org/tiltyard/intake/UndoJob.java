package org.tiltyard.intake;

import org.springframework.stereotype.Component;
import org.tiltyard.dataset.ImportedRows;
import org.tiltyard.jobs.JobKind;
import org.tiltyard.jobs.JobRun;

/** Takes an import's rows out again, and the models that only they named. */
@Component
class UndoJob implements JobKind<UndoJob.Parameters> {

  private static final int ROWS = 500;

  /** Which import. */
  record Parameters(String importId) {}

  private final ImportedRows rows;
  private final Deliveries deliveries;
  private final FileParts parts;

  UndoJob(ImportedRows rows, Deliveries deliveries, FileParts parts) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.parts = parts;
  }

  @Override
  public String name() {
    return "import-undo";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(JobRun<Parameters> run) {
    String id = run.parameters().importId();
    long total = rows.count(id);
    long done = 0;
    run.progress(done, total, "import.undoing");
    for (int removed = rows.remove(id, ROWS); removed > 0; removed = rows.remove(id, ROWS)) {
      done += removed;
      run.progress(done, total, "import.undoing");
    }
    parts.delete(id);
    deliveries.undone(id);
  }
}
