package org.tiltyard.schema;

/**
 * How much of a file is read.
 *
 * @param lineBytes longest line or CSV cell; longer ones are passed over without being held
 * @param fileBytes the whole, unpacked
 * @param ratio how often larger than packed it may be, once it is larger than 64 MB
 * @param problems after how many bad rows reading ends
 */
public record ReadLimits(int lineBytes, long fileBytes, int ratio, long problems) {

  /** 16 MiB a line, 200 GiB a file, 200 to one, a million problems. */
  public static final ReadLimits DEFAULT = new ReadLimits(16 << 20, 200L << 30, 200, 1_000_000);
}
