package org.tiltyard.vote;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.TextsDeleted;
import org.tiltyard.battle.TextsExpired;

/** Comments go with the texts; which side won stays. */
@Component
class CommentsDeletion {

  private final JdbcClient database;
  private final ApplicationEventPublisher events;

  CommentsDeletion(JdbcClient database, ApplicationEventPublisher events) {
    this.database = database;
    this.events = events;
  }

  @EventListener
  void on(TextsDeleted deleted) {
    database
        .sql("update vote set comment = null where participant_id = ?")
        .param(deleted.participant().value())
        .update();
  }

  /** And the votes leave the boards. */
  @EventListener
  void on(TextsExpired expired) {
    database
        .sql("update vote set comment = null where battle_id in (:ids)")
        .param("ids", expired.battles())
        .update();
    events.publishEvent(new VotesChanged(expired.battles()));
  }
}
