package org.tiltyard.review;

import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.Conversations;
import org.tiltyard.dataset.Selection;
import org.tiltyard.dataset.Source;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.jobs.JobKind;
import org.tiltyard.jobs.JobRun;
import org.tiltyard.shared.Time;

/**
 * Looks through all conversations and puts what it finds into the queue. Begun again, it goes
 * through all of them again: what it has found already, it finds in its place.
 */
@Component
class PersonalDataSearch implements JobKind<PersonalDataSearch.Order> {

  private static final int TELL_EVERY = 20;

  /** Nothing to choose. */
  record Order() {}

  private final Conversations conversations;
  private final ReviewRecords records;
  private final Time time;

  PersonalDataSearch(Conversations conversations, ReviewRecords records, Time time) {
    this.conversations = conversations;
    this.records = records;
    this.time = time;
  }

  @Override
  public String name() {
    return "personal-data-search";
  }

  @Override
  public Class<Order> parameters() {
    return Order.class;
  }

  @Override
  public void run(JobRun<Order> run) {
    Instant begin = time.now();
    Selection all = Selection.before(begin, Set.of(Source.values()));
    long total = conversations.count(all);
    long[] done = {0};
    conversations.forEach(
        all,
        stored -> {
          if (done[0] % TELL_EVERY == 0) {
            run.progress(done[0], total, "review.searching");
          }
          search(stored);
          done[0]++;
        });
    records.forgetUnseen(begin);
    run.progress(done[0], total, "review.searching");
  }

  private void search(StoredConversation stored) {
    String questionId = stored.conversation().questionId();
    for (PersonalValue value : Searched.of(stored).values()) {
      records.saw(questionId, stored.id(), value, time.now());
    }
  }
}
