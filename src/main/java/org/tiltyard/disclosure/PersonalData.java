package org.tiltyard.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds personal data in texts by its shape: what has a checksum is checked, what is set aside for
 * documentation (example.com, 192.0.2.1) or means nobody (127.0.0.1, noreply@…) is left alone. Safe
 * for use by several threads.
 */
public final class PersonalData {

  /** Grows whenever the same text may give other findings. */
  public static final int VERSION = 1;

  private static final List<Detector> DETECTORS =
      List.of(
          new SecretDetector(),
          new UrlCredentialDetector(),
          new EmailDetector(),
          new IbanDetector(),
          new CardDetector(),
          new NationalIdDetector(),
          new NetworkAddressDetector(),
          new PhoneDetector());

  private PersonalData() {}

  /**
   * The findings in a text, in order, none over another.
   *
   * @param language English name of the text's language, or {@code unknown}: it says which
   *     countries' phone numbers are to be expected
   */
  public static List<Finding> find(String text, String language) {
    List<Finding> all = new ArrayList<>();
    for (Detector detector : DETECTORS) {
      detector.find(text, language, all::add);
    }
    return withoutOverlaps(all);
  }

  /**
   * Of findings in the same place, the one of the earlier kind; of one kind, the one that begins
   * first, then the longer one.
   */
  public static List<Finding> withoutOverlaps(List<Finding> findings) {
    List<Finding> byRank = new ArrayList<>(findings);
    byRank.sort(
        Comparator.comparing(Finding::kind)
            .thenComparing(Finding::start)
            .thenComparing(Finding::end, Comparator.reverseOrder()));
    List<Finding> kept = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Finding> before = List.copyOf(inOrder(kept));
      Finding last = null;
      for (Finding finding : byRank) {
        if (finding.kind() != kind || (last != null && finding.overlaps(last))) {
          continue;
        }
        if (!overlapsAny(finding, before)) {
          kept.add(finding);
          last = finding;
        }
      }
    }
    return inOrder(kept);
  }

  private static List<Finding> inOrder(List<Finding> findings) {
    List<Finding> ordered = new ArrayList<>(findings);
    ordered.sort(Comparator.comparing(Finding::start));
    return ordered;
  }

  /** Whether it lies over one of the findings, which are in order and apart from each other. */
  private static boolean overlapsAny(Finding finding, List<Finding> ordered) {
    int low = 0;
    int high = ordered.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordered.get(middle).end() <= finding.start()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < ordered.size() && ordered.get(low).start() < finding.end();
  }
}
