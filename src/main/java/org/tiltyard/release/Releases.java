package org.tiltyard.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** Releases: begun as drafts, built by a job, frozen, deleted. Each step is in the audit log. */
@Component
public class Releases {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,78}[a-z0-9])?");
  private static final int TITLE_LENGTH = 200;
  private static final int SLUG_LENGTH = 60;
  private static final int LICENCE_LENGTH = 200;

  private final ReleaseRecords records;
  private final Building building;
  private final FrozenStandings standings;
  private final ReleaseFolders folders;
  private final Jobs jobs;
  private final AuditLog audit;
  private final Time time;

  Releases(
      ReleaseRecords records,
      Building building,
      FrozenStandings standings,
      ReleaseFolders folders,
      Jobs jobs,
      AuditLog audit,
      Time time) {
    this.records = records;
    this.building = building;
    this.standings = standings;
    this.folders = folders;
    this.jobs = jobs;
    this.audit = audit;
    this.time = time;
  }

  /** All, the newest first. */
  public List<Release> all() {
    return records.all();
  }

  /**
   * The release.
   *
   * @throws ReleaseNotFound if there is none
   */
  public Release get(ReleaseId id) {
    return records.find(id).orElseThrow(ReleaseNotFound::new);
  }

  /** The release of that name in addresses. */
  public Optional<Release> named(String slug) {
    return records.named(slug);
  }

  /**
   * Begins one.
   *
   * @param slug empty: made from the title
   * @throws ReleaseRefused if something about it can't be
   */
  @Transactional
  public ReleaseId begin(String slug, String title, Plan plan, SignedIn by) {
    String name = check(slug, title, plan);
    ReleaseId id = new ReleaseId(Identifier.random());
    try {
      records.add(id, name, title.strip(), plan, by.id(), time.now());
    } catch (DuplicateKeyException e) {
      throw ReleaseRefused.slugTaken(name);
    }
    audit.record(by, "release.begun", "release", id.value(), name, Map.of());
    return id;
  }

  /**
   * Changes what is to be in a draft.
   *
   * @throws ReleaseRefused if something about it can't be, or it is frozen
   */
  @Transactional
  public void change(ReleaseId id, String slug, String title, Plan plan, SignedIn by) {
    String name = check(slug, title, plan);
    get(id);
    try {
      if (!records.change(id, name, title.strip(), plan)) {
        throw ReleaseRefused.frozen();
      }
    } catch (DuplicateKeyException e) {
      throw ReleaseRefused.slugTaken(name);
    }
    audit.record(by, "release.changed", "release", id.value(), name, Map.of());
  }

  private static String check(String slug, String title, Plan plan) {
    String name = slug.isBlank() ? slugOf(title) : slug.strip();
    if (title.isBlank() || title.strip().length() > TITLE_LENGTH) {
      throw ReleaseRefused.title(TITLE_LENGTH);
    }
    if (!SLUG.matcher(name).matches() || name.contains("..")) {
      throw ReleaseRefused.slug();
    }
    if (!plan.schema().formats().contains(plan.format())) {
      throw ReleaseRefused.format(plan.schema(), plan.format());
    }
    if (plan.from() != null && plan.to() != null && !plan.from().isBefore(plan.to())) {
      throw ReleaseRefused.period();
    }
    if (!isLicence(plan.promptLicence())) {
      throw ReleaseRefused.licence("promptLicence");
    }
    if (!isLicence(plan.outputLicence())) {
      throw ReleaseRefused.licence("outputLicence");
    }
    return name;
  }

  private static boolean isLicence(String licence) {
    return !licence.isBlank()
        && licence.length() <= LICENCE_LENGTH
        && licence.chars().noneMatch(Character::isISOControl);
  }

  private static String slugOf(String title) {
    String plain =
        Normalizer.normalize(title, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return plain.isEmpty()
        ? "release-" + Identifier.random().substring(0, 8)
        : plain.substring(0, Math.min(plain.length(), SLUG_LENGTH)).replaceAll("-$", "");
  }

  /**
   * Has its files written, with the votes up to now.
   *
   * @throws ReleaseRefused if it is being built or is frozen
   */
  @Transactional
  public JobId build(ReleaseId id, SignedIn by) {
    Release release = get(id);
    Instant now = time.now();
    JobId job = jobs.submit(building, new Building.Order(id.value()), by.id());
    if (!records.building(id, job, now)) {
      throw ReleaseRefused.frozen();
    }
    standings.forget(id);
    audit.record(by, "release.build", "release", id.value(), release.slug(), Map.of());
    return job;
  }

  /**
   * Removes a draft, or the files of a release: what was in it and the checksums stay.
   *
   * @throws ReleaseRefused while it is being built, or when it is deleted already
   */
  @Transactional
  public void delete(ReleaseId id, SignedIn by) {
    Release release = get(id);
    if (!records.deleted(id) && !records.remove(id)) {
      throw ReleaseRefused.busy();
    }
    folders.delete(id);
    audit.record(by, "release.deleted", "release", id.value(), release.slug(), Map.of());
  }

  /**
   * Where a file of a release is on this machine.
   *
   * @throws ReleaseRefused if it isn't: another machine has it, and the folder is not shared
   */
  public Path file(Release release, Contents.File file) {
    Path place = folders.file(release.id(), file);
    if (!Files.isRegularFile(place)) {
      throw ReleaseRefused.elsewhere();
    }
    return place;
  }
}
