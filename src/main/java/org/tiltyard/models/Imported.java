package org.tiltyard.models;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.ModelRules.Fault;

/**
 * What a file brings, in whichever format.
 *
 * @param skipped what is in the file and can't be taken
 */
record Imported(List<Server> endpoints, List<Entry> models, List<Skipped> skipped) {

  /**
   * An endpoint.
   *
   * @param key empty when the file has none
   */
  record Server(String name, String baseUrl, String key) {

    /** Never prints the key. */
    @Override
    public String toString() {
      return "Server[" + name + " at " + baseUrl + "]";
    }
  }

  /**
   * A model.
   *
   * @param endpoint the name of one of the file's endpoints
   * @param state null when the file has no word for it
   */
  record Entry(ModelDescription described, String endpoint, @Nullable String state) {}

  /** An entry that is left out, and why. */
  record Skipped(String name, Fault reason) {}
}
