package org.tiltyard.moderation;

import java.nio.file.Path;
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
class Classifiers implements AutoCloseable {

  /** Loaded, or why not; of one version of its settings. */
  private record Loaded(
      int version, @Nullable TextClassifier classifier, @Nullable LinkUnavailable failure) {}

  /** One of them as a link of the chain, which loads it when it is first asked. */
  private final class Link implements TextClassifier {

    private final StoredClassifier stored;

    private Link(StoredClassifier stored) {
      this.stored = stored;
    }

    @Override
    public String name() {
      return stored.name();
    }

    @Override
    public String version() {
      return String.valueOf(stored.version());
    }

    /** Those in this process have threads of their own, bounded over all of their uses. */
    @Override
    public boolean local() {
      return false;
    }

    @Override
    public Classification classify(String text) throws LinkUnavailable {
      return open(stored).classify(text);
    }
  }

  private final ClassifierRecords records;
  private final ClassifierFolders folders;
  private final ModelThreads threads;
  private final OutboundHttp http;
  private final Live<ClassifierSettings> settings;
  private final Path natives;
  private final Map<ClassifierId, Loaded> loaded = new HashMap<>();

  /** Null until they were read for the first time. */
  private volatile @Nullable List<TextClassifier> active;

  Classifiers(
      ClassifierRecords records,
      ClassifierFolders folders,
      ModelThreads threads,
      OutboundHttp http,
      Live<ClassifierSettings> classifierSettings,
      @Value("${tiltyard.data}") String data) {
    this.records = records;
    this.folders = folders;
    this.threads = threads;
    this.http = http;
    this.settings = classifierSettings;
    this.natives = Path.of(data).resolve("native");
  }

  /**
   * Those that are switched on, in the order of their names, as they were when they were last read:
   * a pause of the backlog ago at most.
   */
  List<TextClassifier> active() {
    List<TextClassifier> known = active;
    return known == null ? refresh() : known;
  }

  /** Reads them anew, and closes those that are gone or switched off. */
  List<TextClassifier> refresh() {
    List<StoredClassifier> on = records.all().stream().filter(StoredClassifier::active).toList();
    closeOthers(on.stream().map(StoredClassifier::id).collect(Collectors.toSet()));
    List<TextClassifier> links = on.stream().<TextClassifier>map(Link::new).toList();
    active = links;
    return links;
  }

  /** The loaded one; the same failure again until its settings change, or it is forgotten. */
  private synchronized TextClassifier open(StoredClassifier stored) throws LinkUnavailable {
    Loaded present = loaded.get(stored.id());
    if (present == null || present.version != stored.version()) {
      forget(stored.id());
      present = load(stored);
      loaded.put(stored.id(), present);
    }
    if (present.failure != null) {
      throw new LinkUnavailable(String.valueOf(present.failure.getMessage()), present.failure);
    }
    if (present.classifier == null) {
      throw new LinkUnavailable("it is not loaded");
    }
    return present.classifier;
  }

  private Loaded load(StoredClassifier stored) {
    try {
      return new Loaded(stored.version(), make(stored), null);
    } catch (LinkUnavailable e) {
      return new Loaded(stored.version(), null, e);
    }
  }

  private TextClassifier make(StoredClassifier stored) throws LinkUnavailable {
    if (stored.kind().local()) {
      Path folder = folders.find(stored.source());
      return LocalClassifier.open(stored, folder, natives, threads, settings.get().timeLimit());
    }
    try {
      return new RemoteClassifier(stored, records.key(stored), http, settings.get().timeLimit());
    } catch (Vault.Unreadable e) {
      throw new LinkUnavailable("its key can’t be read; remove it and add it again", e);
    }
  }

  /**
   * Asks one that need not be switched on, loaded for this text alone.
   *
   * @throws LinkUnavailable saying what is wrong with it
   */
  Classification tryOut(StoredClassifier stored, String text) throws LinkUnavailable {
    TextClassifier tried = make(stored);
    try {
      return tried.classify(text);
    } finally {
      if (tried instanceof LocalClassifier local) {
        local.close();
      }
    }
  }

  /** Why it can't be loaded, as far as that was tried on this node. */
  synchronized Optional<String> problem(ClassifierId id) {
    return Optional.ofNullable(loaded.get(id))
        .map(Loaded::failure)
        .map(LinkUnavailable::getMessage);
  }

  /** Closes it; the next use loads it anew. */
  synchronized void forget(ClassifierId id) {
    Loaded before = loaded.remove(id);
    if (before != null && before.classifier instanceof LocalClassifier local) {
      local.close();
    }
  }

  private synchronized void closeOthers(Set<ClassifierId> present) {
    Set.copyOf(loaded.keySet()).stream().filter(id -> !present.contains(id)).forEach(this::forget);
  }

  @Override
  public synchronized void close() {
    Set.copyOf(loaded.keySet()).forEach(this::forget);
  }
}
