package org.tiltyard.web;

/** Contrast of colours, by the definitions of WCAG 2.2. */
final class Contrast {

  private Contrast() {}

  /** Black or white, whichever can be read better on the colour; at least 4.5 to 1 always. */
  static String textOn(String colour) {
    double luminance = luminance(colour);
    double onWhite = 1.05 / (luminance + 0.05);
    double onBlack = (luminance + 0.05) / 0.05;
    return onWhite >= onBlack ? "#ffffff" : "#000000";
  }

  /** Relative luminance of {@code #rrggbb}, 0 to 1. */
  private static double luminance(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * linear(rgb >> 16 & 0xFF)
        + 0.7152 * linear(rgb >> 8 & 0xFF)
        + 0.0722 * linear(rgb & 0xFF);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
