package org.tiltyard.shared;

/** How soon a transaction must survive the end of the process. */
public final class Durability {

  /**
   * The name of transactions that need not be in the file when they return, but a moment later: if
   * the process is killed in between, nobody misses them. Whatever is written after them is there
   * only if they are.
   */
  public static final String LATER = "durable later";

  private Durability() {}
}
