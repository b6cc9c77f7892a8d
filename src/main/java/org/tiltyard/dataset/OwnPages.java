package org.tiltyard.dataset;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tiltyard.dataset.OwnVotes.Head;

/**
 * Own votes in the order of datasets. Times are stored in microseconds and written with four
 * decimals, so votes that are written with the same time are put in order of their ids here; if
 * there are more of them than fit a page, the database does it.
 */
final class OwnPages implements Pages<StoredConversation> {

  private static final int PAGE = 200;

  /** Comes after all ids in every collation. */
  private static final String LAST_ID = "z";

  private static final Comparator<Head> ORDER =
      Comparator.<Head>comparingDouble(head -> Timestamps.of(head.votedAt()))
          .thenComparing(Head::id);

  private final OwnVotes votes;
  private final Selection selection;
  private final Function<List<Head>, List<StoredConversation>> texts;
  private Instant afterTime = Instant.EPOCH;
  private String afterId = "";

  /** A time that more votes share than fit a page. */
  private @Nullable Instant crowd;

  OwnPages(
      OwnVotes votes, Selection selection, Function<List<Head>, List<StoredConversation>> texts) {
    this.votes = votes;
    this.selection = selection;
    this.texts = texts;
  }

  @Override
  public List<StoredConversation> next() {
    Instant together = crowd;
    if (together != null) {
      List<Head> some = ofCrowd(together);
      if (!some.isEmpty()) {
        return texts.apply(some);
      }
    }
    List<Head> page = votes.after(afterTime, afterId, selection, PAGE);
    List<Head> whole = page.size() < PAGE ? page : withoutLastTime(page);
    if (whole.isEmpty()) {
      return page.isEmpty() ? List.of() : beginCrowd(page.getFirst().votedAt());
    }
    afterTime = whole.getLast().votedAt();
    afterId = whole.getLast().id();
    return texts.apply(whole.stream().sorted(ORDER).toList());
  }

  /** More with the last one's time may follow. */
  private static List<Head> withoutLastTime(List<Head> page) {
    double last = Timestamps.of(page.getLast().votedAt());
    return page.stream().filter(head -> Timestamps.of(head.votedAt()) < last).toList();
  }

  private List<StoredConversation> beginCrowd(Instant time) {
    crowd = time;
    afterId = "";
    return next();
  }

  private List<Head> ofCrowd(Instant time) {
    Instant end = Timestamps.end(time);
    List<Head> some = votes.within(Timestamps.first(time), end, afterId, selection, PAGE);
    if (some.isEmpty()) {
      crowd = null;
      afterTime = end.minus(1, ChronoUnit.MICROS);
      afterId = LAST_ID;
    } else {
      afterId = some.getLast().id();
    }
    return some;
  }
}
