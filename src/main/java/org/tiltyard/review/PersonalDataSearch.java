package org.tiltyard.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.Conversations;
import org.tiltyard.dataset.Selection;
import org.tiltyard.dataset.Source;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Finding;
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
  private final EntityService service;
  private final EntityRecords entities;
  private final Time time;

  PersonalDataSearch(
      Conversations conversations,
      ReviewRecords records,
      EntityService service,
      EntityRecords entities,
      Time time) {
    this.conversations = conversations;
    this.records = records;
    this.service = service;
    this.entities = entities;
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
  public void run(JobRun<Order> run) throws IOException {
    try {
      searchAll(run);
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private void searchAll(JobRun<Order> run) {
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
    entities.forgetUnseen();
    run.progress(done[0], total, "review.searching");
  }

  private void search(StoredConversation stored) {
    String questionId = stored.conversation().questionId();
    if (service.isSet()) {
      entities.put(questionId, named(stored));
    }
    for (PersonalValue value : Searched.of(stored, entities.of(questionId)).values()) {
      records.saw(questionId, stored.id(), value, time.now());
    }
  }

  /** The names in each of its texts; when the service fails, so does the search. */
  private Map<String, List<Finding>> named(StoredConversation stored) {
    Map<String, List<Finding>> named = new LinkedHashMap<>();
    for (String text : Searched.textsOf(stored)) {
      try {
        named.put(text, service.find(text, stored.conversation().language()));
      } catch (EntityServiceFailed e) {
        throw new UncheckedIOException(e);
      }
    }
    return named;
  }
}
