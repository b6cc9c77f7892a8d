package org.tiltyard.integrity;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.NetworkId;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;
import org.tiltyard.vote.VoteCast;

/**
 * Keeps which votes of a day came from the same network: its keyed hash, whose key is gone the next
 * day, and nothing else of the address. Without it neither bursts nor bans of networks would work.
 */
@Component
class VoteNetworks {

  private final JdbcClient database;
  private final Live<IntegritySettings> settings;

  VoteNetworks(JdbcClient database, Live<IntegritySettings> integritySettings) {
    this.database = database;
    this.settings = integritySettings;
  }

  /** In the vote's transaction. */
  @EventListener
  void on(VoteCast cast) {
    NetworkId network = cast.network();
    if (network.local() && !settings.get().localNetworks()) {
      return;
    }
    database
        .sql("insert into vote_network (battle_id, network, voted_at) values (?, ?, ?)")
        .params(cast.battle().value(), network.value(), Time.forDatabase(cast.at()))
        .update();
  }
}
