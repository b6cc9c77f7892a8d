package org.tiltyard.battle;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The battles in the database. */
interface BattleRecords extends ListCrudRepository<Battle, BattleId> {

  /**
   * A person's battles before a point in time, newest first; by index, as the order names all of
   * its columns.
   */
  @Query(
      "select * from battle where participant_id = :participant"
          + " and (created_at, id) < (:createdAt, :id)"
          + " order by participant_id desc, created_at desc, id desc limit :limit")
  List<Battle> before(String participant, Instant createdAt, String id, int limit);
}
