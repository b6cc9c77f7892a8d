package org.tiltyard.vote;

import java.util.List;

/**
 * What counts of some votes may have changed: a vote was cast, tagged, flagged, decided on,
 * imported, or taken out. Published inside the transaction that changes it, so that whoever listens
 * can note it in the same one.
 *
 * @param conversations ids of battles, or of imported rows
 */
public record VotesChanged(List<String> conversations) {

  /** The same ids, never changed. */
  public VotesChanged {
    conversations = List.copyOf(conversations);
  }
}
