package org.tiltyard.faults;

/** What one test of a fault has counted; a test asks for it as a parameter. */
public final class FaultLog {

  private int times = 1;
  private String acknowledged = "";
  private String stored = "";

  /** How often the fault happened. */
  public FaultLog times(int count) {
    times = count;
    return this;
  }

  /** What the arena had said that it has. */
  public FaultLog acknowledged(String what) {
    acknowledged = what;
    return this;
  }

  /** What it had afterwards. */
  public FaultLog stored(String what) {
    stored = what;
    return this;
  }

  /** How often to do it: as given in a usual build, and so often when faults are what it is for. */
  public static int rounds(int usually, int thoroughly) {
    return Boolean.getBoolean("tiltyard.test.faults") ? thoroughly : usually;
  }

  int times() {
    return times;
  }

  String acknowledged() {
    return acknowledged;
  }

  String stored() {
    return stored;
  }
}
