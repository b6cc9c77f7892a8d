package org.tiltyard.dataset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.ImportedPages.Entry;
import org.tiltyard.dataset.OwnVotes.Head;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.Schema;

/**
 * All judged conversations as one stream in order of (tstamp, question_id), own and imported ones,
 * some hundred at a time by index, so that the memory it takes does not grow with the dataset. What
 * somebody withdrew is not among them.
 */
@Component
public class Conversations {

  private final OwnVotes votes;
  private final OwnConversations own;
  private final ImportedConversations imported;

  Conversations(OwnVotes votes, OwnConversations own, ImportedConversations imported) {
    this.votes = votes;
    this.own = own;
    this.imported = imported;
  }

  /** Hands every conversation of a selection to the reader, in order. Takes a while: no page. */
  public void forEach(Selection selection, Consumer<StoredConversation> reader) {
    List<Cursor<StoredConversation>> cursors = new ArrayList<>();
    for (Pages<StoredConversation> pages : pages(selection)) {
      cursors.add(new Cursor<>(pages, Conversations::place, StoredConversation::id));
    }
    merge(cursors, reader);
  }

  /**
   * Hands every row of a selection in a schema to the reader, in order. Rows that came in this
   * schema are exactly as they came; those of schemas without verdicts are among them, whatever the
   * period.
   */
  public void forEachRow(Schema schema, Selection selection, Consumer<Row> reader) {
    record Placed(String place, String id, Row row) {}
    List<Cursor<Placed>> cursors = new ArrayList<>();
    for (Pages<StoredConversation> pages : pages(selection)) {
      Pages<Placed> rows =
          new Pages<>() {
            @Override
            public List<Placed> next() {
              List<StoredConversation> page = pages.next();
              List<Placed> placed = placed(page);
              while (placed.isEmpty() && !page.isEmpty()) {
                page = pages.next();
                placed = placed(page);
              }
              return placed;
            }

            private List<Placed> placed(List<StoredConversation> page) {
              List<Placed> placed = new ArrayList<>();
              page.forEach(one ->
                  one.row(schema)
                      .ifPresent(row -> placed.add(new Placed(place(one), one.id(), row))));
              return placed;
            }
          };
      cursors.add(new Cursor<>(rows, Placed::place, Placed::id));
    }
    if (selection.sources().contains(Source.IMPORTED) && schema != Schema.PROVENANCE) {
      Pages<Entry> unjudged = imported.unjudged(schema);
      cursors.add(
          new Cursor<>(
              () ->
                  unjudged.next().stream()
                      .map(entry -> new Placed(entry.place(), entry.id(), entry.row()))
                      .toList(),
              Placed::place,
              Placed::id));
    }
    merge(cursors, placed -> reader.accept(placed.row));
  }

  /** The one that the dataset keeps by that id; none where it was withdrawn or never judged. */
  public Optional<StoredConversation> find(String id) {
    List<Head> votes = this.votes.of(id);
    return (votes.isEmpty() ? imported.of(id) : own.of(votes)).stream().findFirst();
  }

  /** How many conversations a selection has. */
  public long count(Selection selection) {
    long count = 0;
    if (selection.sources().contains(Source.OWN)) {
      count += votes.count(selection, false);
    }
    if (selection.sources().contains(Source.IMPORTED)) {
      count += imported.count(selection);
    }
    return count;
  }

  /** How many own ones a selection would have had besides, had nobody withdrawn theirs. */
  public long countWithdrawn(Selection selection) {
    return selection.sources().contains(Source.OWN) ? votes.count(selection, true) : 0;
  }

  private List<Pages<StoredConversation>> pages(Selection selection) {
    List<Pages<StoredConversation>> pages = new ArrayList<>();
    if (selection.sources().contains(Source.OWN)) {
      pages.add(new OwnPages(votes, selection, own::of));
    }
    if (selection.sources().contains(Source.IMPORTED)) {
      pages.add(imported.judged(selection));
    }
    return pages;
  }

  private static String place(StoredConversation stored) {
    Conversation conversation = stored.conversation();
    return Place.of(conversation.tstamp(), conversation.questionId());
  }

  /** Always the first of all cursors; where places are the same, by id. */
  private static <T> void merge(List<Cursor<T>> cursors, Consumer<T> reader) {
    Comparator<Cursor<T>> order =
        Comparator.<Cursor<T>, String>comparing(Cursor::place).thenComparing(Cursor::id);
    while (true) {
      @Nullable Cursor<T> first = cursors.stream().filter(Cursor::hasNext).min(order).orElse(null);
      if (first == null) {
        return;
      }
      reader.accept(first.take());
    }
  }

  /** One source, at its next entry. */
  private static final class Cursor<T> {

    private final Pages<T> pages;
    private final Function<T, String> placeOf;
    private final Function<T, String> idOf;
    private final Deque<T> ready = new ArrayDeque<>();
    private String place = "";
    private boolean ended;

    Cursor(Pages<T> pages, Function<T, String> placeOf, Function<T, String> idOf) {
      this.pages = pages;
      this.placeOf = placeOf;
      this.idOf = idOf;
    }

    boolean hasNext() {
      if (ready.isEmpty() && !ended) {
        ready.addAll(pages.next());
        ended = ready.isEmpty();
        locate();
      }
      return !ready.isEmpty();
    }

    private void locate() {
      place = ready.isEmpty() ? "" : placeOf.apply(ready.getFirst());
    }

    String place() {
      return place;
    }

    String id() {
      return idOf.apply(ready.getFirst());
    }

    T take() {
      T taken = ready.removeFirst();
      locate();
      return taken;
    }
  }
}
