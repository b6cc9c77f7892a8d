package org.tiltyard.disclosure;

import java.util.function.Consumer;

/** Finds one kind of personal data, or a few that look alike, in time linear in the text. */
@FunctionalInterface
interface Detector {

  /**
   * @param language English name of the text's language, or {@code unknown}
   */
  void find(String text, String language, Consumer<Finding> found);
}
