package org.tiltyard.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.dataset.ImportedRows;
import org.tiltyard.dataset.ImportedRows.Outcome;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Problem;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.RowSink;
import org.tiltyard.schema.Rows;
import org.tiltyard.settings.Live;

/** Stores what a reader finds, some hundred rows in a transaction with how far it is. */
@Component
class RowBatches {

  private static final int ROWS = 500;

  /** Rows can be long; a batch is stored when it holds about so many characters. */
  private static final long CHARACTERS = 8_000_000;

  private static final int TRIES = 4;
  private static final String CONFLICT = "conflict";
  private static final String TOO_LONG = "too-long";
  private static final String MODEL_NAME = "model-name";

  private final ImportedRows rows;
  private final ImportProblems problems;
  private final Deliveries deliveries;
  private final TransactionTemplate transaction;
  private final Live<IntakeSettings> settings;

  RowBatches(
      ImportedRows rows,
      ImportProblems problems,
      Deliveries deliveries,
      TransactionTemplate transaction,
      Live<IntakeSettings> intakeSettings) {
    this.rows = rows;
    this.problems = problems;
    this.deliveries = deliveries;
    this.transaction = transaction;
    this.settings = intakeSettings;
  }

  /** Goes on where an import stands. */
  Reader reader(Delivery delivery, Runnable progress) {
    return new Reader(delivery, progress);
  }

  /** A row with its number. */
  private record Numbered(long number, Row row) {}

  /** Takes the rows of all files of an import. */
  final class Reader {

    private final String importId;
    private final boolean store;
    private final Runnable progress;
    private final Position resumed;
    private Position stored;
    private Position at = new Position(0, 0);
    private String file = "";
    private boolean begun;
    private final List<Numbered> found = new ArrayList<>();
    private final List<ImportProblems.Entry> bad = new ArrayList<>();
    private long characters;

    private Reader(Delivery delivery, Runnable progress) {
      this.importId = delivery.id();
      this.store = !delivery.dryRun();
      this.progress = progress;
      this.resumed = new Position(delivery.fileDone(), delivery.rowDone());
      this.stored = resumed;
    }

    /** The next file begins. */
    RowSink file(String name) {
      if (begun) {
        at = new Position(at.file() + 1, 0);
        flush();
      }
      begun = true;
      file = name;
      return new RowSink() {
        @Override
        public void row(long number, Row row) {
          take(number, row);
        }

        @Override
        public void problem(Problem problem) {
          if (next()) {
            bad.add(entry(problem));
            flushIfFull();
          }
        }
      };
    }

    private void take(long number, Row row) {
      if (!next()) {
        return;
      }
      Optional<ImportProblems.Entry> unfit = unfit(number, row);
      if (unfit.isPresent()) {
        bad.add(unfit.get());
      } else {
        found.add(new Numbered(number, row));
        characters += size(row);
      }
      flushIfFull();
    }

    /** Steps on; whether this one is still to be dealt with. */
    private boolean next() {
      at = new Position(at.file(), at.row() + 1);
      boolean before =
          at.file() < resumed.file() || (at.file() == resumed.file() && at.row() <= resumed.row());
      if (before && at.row() % ROWS == 0) {
        progress.run();
      }
      return !before;
    }

    private void flushIfFull() {
      if (found.size() + bad.size() >= ROWS || characters >= CHARACTERS) {
        flush();
      }
    }

    /** All files have been read. */
    void end() {
      if (begun) {
        at = new Position(at.file() + 1, 0);
      }
      flush();
    }

    private ImportProblems.Entry entry(Problem problem) {
      return new ImportProblems.Entry(
          file, problem.number(), problem.field(), problem.reason().key(), problem.detail());
    }

    private Optional<ImportProblems.Entry> unfit(long number, Row row) {
      if (row.key().length() > ImportedRows.LONGEST_KEY || unstorable(row.key())) {
        return problem(number, "question_id", TOO_LONG, row.key());
      }
      Conversation conversation = Rows.conversation(row).orElse(null);
      if (conversation == null) {
        return Optional.empty();
      }
      if (!ModelRegistry.isName(conversation.modelA())) {
        return problem(number, "model_a", MODEL_NAME, conversation.modelA());
      }
      if (!ModelRegistry.isName(conversation.modelB())) {
        return problem(number, "model_b", MODEL_NAME, conversation.modelB());
      }
      if (conversation.judge().length() > ImportedRows.LONGEST_JUDGE
          || unstorable(conversation.judge())) {
        return problem(number, "judge", TOO_LONG, conversation.judge());
      }
      if (conversation.language().length() > ImportedRows.LONGEST_LANGUAGE
          || unstorable(conversation.language())) {
        return problem(number, "language", TOO_LONG, conversation.language());
      }
      return Optional.empty();
    }

    private static boolean unstorable(String text) {
      return text.indexOf('\0') >= 0;
    }

    private Optional<ImportProblems.Entry> problem(
        long number, String field, String reason, String value) {
      String shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
      return Optional.of(new ImportProblems.Entry(file, number, field, reason, shown));
    }

    /** How much of a transaction it fills, roughly. */
    private static long size(Row row) {
      return Rows.conversation(row)
          .map(conversation ->
              conversation.conversationA().stream().mapToLong(m -> m.content().length()).sum()
                  + conversation.conversationB().stream()
                      .mapToLong(m -> m.content().length())
                      .sum())
          .orElse(CHARACTERS / ROWS);
    }

    private void flush() {
      boolean resumedBehind =
          at.file() < stored.file() || (at.file() == stored.file() && at.row() <= stored.row());
      if (resumedBehind) {
        progress.run();
        return;
      }
      for (int attempt = 1; ; attempt++) {
        try {
          transaction.executeWithoutResult(status -> storeBatch());
          break;
        } catch (DuplicateKeyException e) {
          // Another import stored one of them, or one of their models, at the same moment.
          if (attempt == TRIES) {
            throw e;
          }
        }
      }
      stored = at;
      found.clear();
      bad.clear();
      characters = 0;
      progress.run();
    }

    private void storeBatch() {
      List<ImportProblems.Entry> troubles = new ArrayList<>(bad);
      int[] counts = new int[Outcome.values().length];
      if (!found.isEmpty()) {
        List<Outcome> outcomes =
            rows.add(importId, found.stream().map(Numbered::row).toList(), store);
        for (int i = 0; i < outcomes.size(); i++) {
          counts[outcomes.get(i).ordinal()]++;
          if (outcomes.get(i) == Outcome.CONFLICT) {
            Numbered one = found.get(i);
            problem(one.number, "", CONFLICT, one.row.key()).ifPresent(troubles::add);
          }
        }
      }
      troubles.sort(java.util.Comparator.comparingLong(ImportProblems.Entry::number));
      problems.add(importId, troubles, settings.get().keptProblems());
      Counts more =
          new Counts(
              counts[Outcome.ADDED.ordinal()],
              counts[Outcome.UNCHANGED.ordinal()],
              counts[Outcome.OWN.ordinal()],
              counts[Outcome.CONFLICT.ordinal()],
              bad.size());
      if (!deliveries.count(importId, stored, at, more)) {
        throw new IllegalStateException("The import goes on elsewhere.");
      }
    }
  }
}
