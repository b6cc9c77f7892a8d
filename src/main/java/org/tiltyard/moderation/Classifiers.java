package org.tiltyard.moderation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Vault;

/**
 * The classifiers as they stand: loaded when they are first used, and closed when they were changed
 * or removed, on whichever node that was.
 */
@Component
public class Classifiers implements AutoCloseable {

  /** Loaded, or why not; of one version of its settings. */
  private record Loaded(
      int version, @Nullable ToxicityClassifier classifier, @Nullable ClassifierFailure failure) {}

  private final ClassifierRecords records;
  private final ClassifierFolders folders;
  private final ModelThreads threads;
  private final OutboundHttp http;
  private final Live<ToxicitySettings> settings;
  private final Path natives;
  private final Map<ClassifierId, Loaded> loaded = new HashMap<>();

  Classifiers(
      ClassifierRecords records,
      ClassifierFolders folders,
      ModelThreads threads,
      OutboundHttp http,
      Live<ToxicitySettings> toxicitySettings,
      @Value("${tiltyard.data}") String data) {
    this.records = records;
    this.folders = folders;
    this.threads = threads;
    this.http = http;
    this.settings = toxicitySettings;
    this.natives = Path.of(data).resolve("native");
  }

  /** Those that are switched on and can be used, in the order of their names. Asks the database. */
  public List<ToxicityClassifier> active() {
    List<ToxicityClassifier> active = new ArrayList<>();
    List<StoredClassifier> stored = records.all();
    closeOthers(stored.stream().map(StoredClassifier::id).collect(Collectors.toSet()));
    for (StoredClassifier one : stored) {
      if (one.active()) {
        try {
          active.add(open(one));
        } catch (ClassifierFailure e) {
          // What it doesn't tag waits, and the page of moderation says why.
        }
      }
    }
    return active;
  }

  /**
   * The classifier, loaded.
   *
   * @throws ClassifierFailure when it can't be; the same again until its settings change or {@link
   *     #forget} is called
   */
  synchronized ToxicityClassifier open(StoredClassifier stored) throws ClassifierFailure {
    Loaded present = loaded.get(stored.id());
    if (present == null || present.version != stored.version()) {
      forget(stored.id());
      present = load(stored);
      loaded.put(stored.id(), present);
    }
    if (present.classifier == null) {
      throw present.failure == null ? new ClassifierFailure("unknown") : present.failure;
    }
    return present.classifier;
  }

  private Loaded load(StoredClassifier stored) {
    try {
      return new Loaded(stored.version(), make(stored), null);
    } catch (ClassifierFailure e) {
      return new Loaded(stored.version(), null, e);
    }
  }

  /** A classifier that nobody else knows; the caller closes it, if it can be closed. */
  ToxicityClassifier make(StoredClassifier stored) throws ClassifierFailure {
    if (stored.kind().local()) {
      Path folder = folders.find(stored.source());
      return LocalClassifier.open(stored, folder, natives, threads, settings.get().timeLimit());
    }
    try {
      return new RemoteClassifier(stored, records.key(stored), http, settings.get().timeLimit());
    } catch (Vault.Unreadable e) {
      throw new ClassifierFailure("its key can’t be read; remove it and add it again", e);
    }
  }

  /** Why it can't be loaded, as far as that was tried here. */
  synchronized Optional<String> problem(ClassifierId id) {
    return Optional.ofNullable(loaded.get(id))
        .map(Loaded::failure)
        .map(ClassifierFailure::getMessage);
  }

  /** Closes it; the next use loads it anew. */
  synchronized void forget(ClassifierId id) {
    Loaded before = loaded.remove(id);
    if (before != null && before.classifier instanceof LocalClassifier local) {
      local.close();
    }
  }

  /** Closes those that are not among these. */
  synchronized void closeOthers(Set<ClassifierId> present) {
    Set.copyOf(loaded.keySet()).stream().filter(id -> !present.contains(id)).forEach(this::forget);
  }

  @Override
  public synchronized void close() {
    Set.copyOf(loaded.keySet()).forEach(this::forget);
  }
}
