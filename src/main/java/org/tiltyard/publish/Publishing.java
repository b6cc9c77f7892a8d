package org.tiltyard.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.JobKind;
import org.tiltyard.jobs.JobRun;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.publish.Parcel.Item;
import org.tiltyard.release.Contents;
import org.tiltyard.release.Release;
import org.tiltyard.release.ReleaseId;
import org.tiltyard.release.ReleaseState;
import org.tiltyard.release.Releases;
import org.tiltyard.shared.Time;

/** Puts a release somewhere, as a job. */
@Component
class Publishing implements JobKind<Publishing.Order> {

  /** Which release, where to. */
  record Order(String release, String target) {}

  private final Releases releases;
  private final Publications publications;
  private final List<Target> targets;
  private final Jobs jobs;
  private final AuditLog audit;
  private final Time time;

  Publishing(
      Releases releases,
      Publications publications,
      List<Target> targets,
      Jobs jobs,
      AuditLog audit,
      Time time) {
    this.releases = releases;
    this.publications = publications;
    this.targets = targets;
    this.jobs = jobs;
    this.audit = audit;
    this.time = time;
  }

  /** The places that the settings name. */
  List<Target> targets() {
    return targets.stream().filter(Target::isSet).toList();
  }

  /** What is known of the release elsewhere. */
  List<Publication> of(ReleaseId release) {
    return publications.of(release);
  }

  /**
   * Has a release put there.
   *
   * @throws PublishRefused when there is no such place, or the release isn't ready
   */
  @Transactional
  public JobId begin(ReleaseId id, String target, SignedIn by) {
    Release release = releases.get(id);
    if (release.state() != ReleaseState.READY) {
      throw PublishRefused.notReady();
    }
    if (targets().stream().noneMatch(one -> one.name().equals(target))) {
      throw PublishRefused.noSuchPlace();
    }
    JobId job = jobs.submit(this, new Order(id.value(), target), by.id());
    publications.begin(id, target, job, by.id(), time.now());
    audit.record(
        by, "release.publish", "release", id.value(), release.slug(), Map.of("target", target));
    return job;
  }

  @Override
  public String name() {
    return "publish";
  }

  @Override
  public Class<Order> parameters() {
    return Order.class;
  }

  @Override
  public void run(JobRun<Order> run) throws IOException {
    Release release = releases.get(new ReleaseId(run.parameters().release()));
    Contents contents = release.contents();
    if (contents == null || release.state() != ReleaseState.READY) {
      throw new IOException("The release’s files were deleted");
    }
    Target target =
        targets().stream()
            .filter(one -> one.name().equals(run.parameters().target()))
            .findFirst()
            .orElseThrow(() -> new IOException("The settings no longer name this place"));
    Parcel parcel = parcel(release, contents);
    long[] sent = {0};
    run.progress(0, parcel.bytes(), "publish.sending");
    String address =
        target.publish(
            parcel,
            bytes -> {
              sent[0] += bytes;
              run.progress(Math.min(sent[0], parcel.bytes()), parcel.bytes(), "publish.sending");
            });
    publications.done(run.id(), address, time.now());
  }

  private Parcel parcel(Release release, Contents contents) throws IOException {
    List<Item> items = new ArrayList<>();
    for (Contents.File file : contents.files()) {
      Path path = releases.file(release, file);
      if (Files.size(path) != file.bytes()) {
        throw new IOException(file.path() + " is not as long as it was when it was built");
      }
      items.add(new Item(file.path(), path, file.bytes(), file.sha256()));
    }
    return new Parcel(release.slug(), release.title(), List.copyOf(items));
  }
}
