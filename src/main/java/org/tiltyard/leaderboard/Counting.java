package org.tiltyard.leaderboard;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts votes: replaces what was counted of a conversation by what it is now. Whoever counts holds
 * a lock until the end of the transaction, and reads after having got it, so two nodes never count
 * the same thing twice.
 */
@Component
class Counting {

  private static final int AT_ONCE = 500;

  private final Changes changes;
  private final BoardState state;
  private final Truth truth;
  private final FactRecords facts;
  private final CellRecords cells;

  Counting(Changes changes, BoardState state, Truth truth, FactRecords facts, CellRecords cells) {
    this.changes = changes;
    this.state = state;
    this.truth = truth;
    this.facts = facts;
    this.cells = cells;
  }

  /**
   * Counts some of the votes that wait.
   *
   * @return whether there may be more
   */
  @Transactional
  public boolean countSome() {
    state.lock();
    List<Changes.Change> next = changes.next(AT_ONCE);
    if (next.isEmpty()) {
      return false;
    }
    Set<String> conversations = new HashSet<>();
    next.forEach(change -> conversations.add(change.conversation()));
    recount(conversations);
    changes.done(next);
    return next.size() == AT_ONCE;
  }

  /**
   * Counts these conversations anew. Needs the lock.
   *
   * @return how many had been counted otherwise
   */
  int recount(Collection<String> conversations) {
    Map<String, Fact> before = new HashMap<>();
    facts.of(conversations).forEach(fact -> before.put(fact.conversation(), fact));
    Map<String, Fact> now = new HashMap<>();
    truth.of(conversations).forEach(fact -> now.put(fact.conversation(), fact));
    Set<String> changed = new HashSet<>(before.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(id -> java.util.Objects.equals(before.get(id), now.get(id)));
    if (changed.isEmpty()) {
      return 0;
    }
    before.keySet().retainAll(changed);
    now.keySet().retainAll(changed);
    facts.replace(before.values(), now.values());
    Map<Cell, Cell.Count> differences = new HashMap<>();
    before
        .values()
        .forEach(fact -> differences.merge(fact.cell(), fact.count().negated(), Cell.Count::plus));
    now.values().forEach(fact -> differences.merge(fact.cell(), fact.count(), Cell.Count::plus));
    cells.add(differences);
    state.advance();
    return changed.size();
  }
}
