package org.tiltyard.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/** Builds run tests in several processes at once. */
public final class Processes {

  private Processes() {}

  /**
   * Waits for the other processes, and keeps them out until it is closed.
   *
   * @param what it is for, as a file name
   */
  public static Alone alone(String what) throws IOException {
    FileChannel file = FileChannel.open(Path.of("target", what + ".lock"), CREATE, WRITE);
    return new Alone(file, file.lock());
  }

  /** Held by this process alone. */
  public record Alone(FileChannel file, FileLock lock) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
