package org.tiltyard.moderation;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A classifier whose model is in this process. Closing it waits for the texts it reads. */
final class LocalClassifier implements TextClassifier, AutoCloseable {

  private final StoredClassifier settings;
  private final Head head;
  private final String version;
  private final ModelThreads threads;
  private final Duration timeLimit;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  private LocalClassifier(
      StoredClassifier settings,
      Head head,
      String version,
      ModelThreads threads,
      Duration timeLimit) {
    this.settings = settings;
    this.head = head;
    this.version = version;
    this.threads = threads;
    this.timeLimit = timeLimit;
  }

  /**
   * Loads the model, which takes seconds when it is large, and has it read a word.
   *
   * @param natives where native libraries may be unpacked
   * @throws LinkUnavailable saying what is wrong with the folder
   */
  static LocalClassifier open(
      StoredClassifier settings,
      Path folder,
      Path natives,
      ModelThreads threads,
      Duration timeLimit)
      throws LinkUnavailable {
    ModelFolder files = ModelFolder.read(folder);
    Head head =
        settings.kind() == ClassifierKind.ENCODER
            ? EncoderHead.open(settings, files, natives)
            : SequenceHead.open(settings, files, natives);
    LocalClassifier made = new LocalClassifier(settings, head, files.version(), threads, timeLimit);
    try {
      made.classify("hello");
      return made;
    } catch (LinkUnavailable e) {
      made.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String version() {
    return version;
  }

  /** It has threads of its own. */
  @Override
  public boolean local() {
    return false;
  }

  @Override
  public Classification classify(String text) throws LinkUnavailable {
    Reading reading = new Reading(text);
    try {
      Future<Map<String, Double>> result = threads.submit(reading::scores);
      try {
        return Scores.judge(
            settings, version, result.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        result.cancel(false);
        reading.breakOff();
        throw new LinkUnavailable("it took longer than " + timeLimit.toMillis() + " ms", e);
      }
    } catch (ExecutionException e) {
      throw new LinkUnavailable("the model failed: " + why(e.getCause()), e);
    } catch (RejectedExecutionException e) {
      throw new LinkUnavailable("too many texts wait for it", e);
    } catch (InterruptedException e) {
      reading.breakOff();
      Thread.currentThread().interrupt();
      throw new LinkUnavailable("it was interrupted", e);
    }
  }

  private static String why(@Nullable Throwable cause) {
    return cause instanceof OrtException || cause instanceof IllegalStateException
        ? String.valueOf(cause.getMessage())
        : String.valueOf(cause);
  }

  /** One run of the model, which another thread may break off while it lasts. */
  private final class Reading {

    private final String text;
    private @Nullable RunOptions running;
    private boolean brokenOff;

    private Reading(String text) {
      this.text = text;
    }

    private Map<String, Double> scores() throws OrtException {
      use.readLock().lock();
      try {
        return head.scores(text, begin());
      } finally {
        end();
        use.readLock().unlock();
      }
    }

    private synchronized RunOptions begin() throws OrtException {
      if (closed || brokenOff) {
        throw new IllegalStateException("it was closed or broken off");
      }
      running = new RunOptions();
      return running;
    }

    private synchronized void end() {
      if (running != null) {
        running.close();
        running = null;
      }
    }

    private synchronized void breakOff() {
      brokenOff = true;
      if (running != null) {
        try {
          running.setTerminate(true);
        } catch (OrtException e) {
          // It then goes on to its end, and its result is dropped.
        }
      }
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        head.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
