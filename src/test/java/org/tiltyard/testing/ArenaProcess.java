package org.tiltyard.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An arena in a process of its own, which can be killed as a machine would. */
public final class ArenaProcess implements AutoCloseable {

  private static final Pattern OPEN = Pattern.compile("Netty started on port (\\d+)");

  private final Process process;
  private final String url;

  private ArenaProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts one on the database; returns when it answers. */
  public static ArenaProcess start(TestDatabase database, List<String> settings) {
    return start("org.tiltyard.Tiltyard", database, settings);
  }

  /** Starts a program that starts one, and then does something there by itself. */
  public static ArenaProcess start(String program, TestDatabase database, List<String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(program);
    command.addAll(database.settings());
    command.addAll(List.of("--server.port=0", "--tiltyard.language.preload=false"));
    command.addAll(settings);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new ArenaProcess(process, "http://localhost:" + port(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String port(Process process) throws IOException {
    StringBuilder log = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      Matcher found = OPEN.matcher(line);
      if (found.find()) {
        Thread.ofVirtual().start(() -> drain(lines));
        return found.group(1);
      }
    }
    throw new IllegalStateException("the arena did not start:\n" + log);
  }

  /** A full pipe would stop the process. */
  private static void drain(BufferedReader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException killed) {
      // That is what this class is for.
    }
  }

  /** Where it is. */
  public String url() {
    return url;
  }

  /** Somebody who has never been here. */
  public Voter newVoter() {
    return new Voter(url);
  }

  /** The end without a warning: {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The end in good order, as an orchestrator asks for it; whether it came within ten seconds. */
  public boolean stop() {
    process.destroy();
    try {
      return process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
