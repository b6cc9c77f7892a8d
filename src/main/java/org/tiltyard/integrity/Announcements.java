package org.tiltyard.integrity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.tiltyard.vote.VotesChanged;

/** Tells boards, in the caller's transaction, which votes may count otherwise than before. */
@Component
class Announcements {

  private static final int AT_ONCE = 1000;

  private final ApplicationEventPublisher events;

  Announcements(ApplicationEventPublisher events) {
    this.events = events;
  }

  void changed(Collection<String> conversations) {
    List<String> all = new ArrayList<>(conversations);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      events.publishEvent(
          new VotesChanged(List.copyOf(all.subList(from, Math.min(all.size(), from + AT_ONCE)))));
    }
  }
}
