package org.tiltyard.vote;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.TextsDeleted;

/** A person's comments go with their texts; which side won stays. */
@Component
class CommentsDeletion {

  private final JdbcClient database;

  CommentsDeletion(JdbcClient database) {
    this.database = database;
  }

  @EventListener
  void on(TextsDeleted deleted) {
    database
        .sql("update vote set comment = null where participant_id = ?")
        .param(deleted.participant().value())
        .update();
  }
}
