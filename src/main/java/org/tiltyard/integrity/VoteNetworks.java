package org.tiltyard.integrity;

import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;
import org.tiltyard.vote.VotesCast;

/**
 * Keeps which votes of a day came from the same network: its keyed hash, whose key is gone the next
 * day, and nothing else of the address. Without it neither bursts nor bans of networks would work.
 */
@Component
class VoteNetworks {

  private final JdbcTemplate batches;
  private final Live<IntegritySettings> settings;

  VoteNetworks(JdbcTemplate batches, Live<IntegritySettings> integritySettings) {
    this.batches = batches;
    this.settings = integritySettings;
  }

  /** In the votes' transaction. */
  @EventListener
  void on(VotesCast cast) {
    boolean local = settings.get().localNetworks();
    List<Object[]> rows =
        cast.votes().stream()
            .filter(vote -> local || !vote.network().local())
            .map(vote ->
                new Object[] {
                  vote.battle().value(), vote.network().value(), Time.forDatabase(vote.at())
                })
            .toList();
    if (!rows.isEmpty()) {
      batches.batchUpdate(
          "insert into vote_network (battle_id, network, voted_at) values (?, ?, ?)", rows);
    }
  }
}
