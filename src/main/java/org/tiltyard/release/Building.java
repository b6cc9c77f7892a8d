package org.tiltyard.release;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.JobKind;
import org.tiltyard.jobs.JobRun;
import org.tiltyard.jobs.JobState;
import org.tiltyard.release.FileSet.Disk;
import org.tiltyard.review.Reviewed;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;
import org.tiltyard.shared.Time;

/**
 * Writes the files of a release. After a crash it begins anew: what was half written is removed,
 * and the same votes give the same bytes: those that did not count when it was begun are left out.
 */
@Component
class Building implements JobKind<Building.Order> {

  /** Which release to build. */
  record Order(String release) {}

  private final ReleaseRecords records;
  private final ReleaseFolders folders;
  private final Candidates candidates;
  private final FrozenStandings standings;
  private final Card card;
  private final Time time;
  private final Disk disk;

  @Autowired
  Building(
      ReleaseRecords records,
      ReleaseFolders folders,
      Candidates candidates,
      FrozenStandings standings,
      Card card,
      Time time) {
    this(records, folders, candidates, standings, card, time, Files::newOutputStream);
  }

  Building(
      ReleaseRecords records,
      ReleaseFolders folders,
      Candidates candidates,
      FrozenStandings standings,
      Card card,
      Time time,
      Disk disk) {
    this.records = records;
    this.folders = folders;
    this.candidates = candidates;
    this.standings = standings;
    this.card = card;
    this.time = time;
    this.disk = disk;
  }

  @Override
  public String name() {
    return "release";
  }

  @Override
  public Class<Order> parameters() {
    return Order.class;
  }

  @Override
  public void run(JobRun<Order> run) throws IOException {
    ReleaseId id = new ReleaseId(run.parameters().release());
    // Somebody may have told a job that failed to go on.
    records.buildingAgain(run.id());
    Release release =
        records
            .find(id)
            .filter(found -> found.state() == ReleaseState.BUILDING)
            .filter(found -> run.id().equals(found.job()))
            .orElseThrow(() ->
                new IOException("The release is no longer waiting for this. Build it again."));
    try {
      Path folder = folders.begin(id);
      try {
        Contents contents = write(release, folder, run);
        run.progress(contents.rows(), contents.rows(), "release.finishing");
        // Stops here if another node has taken the job over.
        run.checkpoint("written");
        folders.put(folder, id);
        if (records.ready(id, run.id(), contents, time.now())) {
          standings.forget(id);
        } else {
          folders.delete(id);
        }
      } finally {
        ReleaseFolders.remove(folder);
      }
    } catch (UncheckedIOException e) {
      throw failed(Objects.requireNonNullElse(e.getCause(), e));
    } catch (NothingLeft e) {
      throw e;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static IOException failed(Exception e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new IOException(
        "The files couldn’t be written (" + why + "). Nothing half written was kept.", e);
  }

  /** No file would have a row. */
  private static final class NothingLeft extends IOException {
    private static final long serialVersionUID = 1L;

    private NothingLeft() {
      super("The rules leave no row. Turn some of them off, or choose a longer period.");
    }
  }

  private Contents write(Release release, Path folder, JobRun<?> run) throws IOException {
    Plan plan = release.plan();
    Instant cutOff = Objects.requireNonNull(release.cutOff());
    standings.freeze(release.id());
    Format provenanceFormat = plan.format() == Format.CSV ? Format.PARQUET : plan.format();
    Sifting sifting =
        new Sifting(
            candidates,
            plan,
            cutOff,
            ids -> standings.of(release.id(), ids),
            (done, total) -> run.progress(done, total, "release.writing"));
    try (FileSet data = new FileSet(folder, "data", plan.schema(), plan.format(), disk);
        FileSet origins =
            new FileSet(folder, "provenance", Schema.PROVENANCE, provenanceFormat, disk)) {
      Sifting.Counts counts =
          sifting.sift(candidate -> {
            StoredConversation row = masked(candidate, plan, cutOff);
            data.write(
                Splits.of(plan.schema(), candidate.conversation()),
                row.row(plan.schema()).orElseThrow());
            origins.write("train", row.provenance());
          });
      if (counts.kept() == 0) {
        throw new NothingLeft();
      }
      List<Contents.File> files = new ArrayList<>(data.finish());
      files.addAll(origins.finish());
      return describe(release, folder, counts, files);
    }
  }

  private StoredConversation masked(StoredConversation row, Plan plan, Instant cutOff) {
    return switch (plan.personalData()) {
      case KEEP, DROP -> row;
      case MASK -> PersonalTexts.masked(row);
      case REVIEW -> {
        Reviewed reviewed = candidates.review(row, cutOff);
        yield reviewed.toMask().isEmpty() ? row : PersonalTexts.masked(row, reviewed::toMask);
      }
    };
  }

  /** Adds the texts that tell of the rows, and the checksums of all. */
  private Contents describe(
      Release release, Path folder, Sifting.Counts counts, List<Contents.File> files)
      throws IOException {
    String software = Software.version();
    Contents rows = contents(software, counts, files);
    files.add(text(folder, "README.md", card.readme(release, rows)));
    files.add(text(folder, "datasheet.md", card.datasheet(release, rows)));
    Contents described = contents(software, counts, files);
    files.add(text(folder, "manifest.json", Manifest.json(release, described)));
    files.add(text(folder, "SHA256SUMS", sums(contents(software, counts, files))));
    return contents(software, counts, files);
  }

  private static Contents contents(
      String software, Sifting.Counts counts, List<Contents.File> files) {
    return new Contents(
        software,
        counts.considered(),
        counts.byKey(),
        counts.kept(),
        counts.leakNames(),
        files.stream().sorted(Comparator.comparing(Contents.File::path)).toList());
  }

  /** As {@code sha256sum -c} reads it. */
  private static String sums(Contents contents) {
    StringBuilder sums = new StringBuilder();
    contents
        .files()
        .forEach(file -> sums.append(file.sha256()).append("  ").append(file.path()).append('\n'));
    return sums.toString();
  }

  private Contents.File text(Path folder, String name, String text) throws IOException {
    try (HashingStream out = new HashingStream(create(folder.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return new Contents.File(name, out.count(), out.sha256(), null);
    }
  }

  private OutputStream create(Path path) throws IOException {
    return disk.create(path);
  }

  @Override
  public void ended(Job job) {
    if (job.state() == JobState.DONE) {
      return;
    }
    @Nullable String failure = job.failure();
    records.notBuilt(job.id(), failure);
  }
}
