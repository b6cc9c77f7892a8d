package org.tiltyard.release;

/** Which version of the arena runs. */
final class Software {

  private Software() {}

  /** As its jar says; {@code development} when it runs from classes. */
  static String version() {
    String version = Software.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
