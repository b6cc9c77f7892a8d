package org.tiltyard.battle;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/** Models, settings and votes to draw by; draws with a fixed seed. */
final class PairingFixture {

  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final List<PairingPolicy> POLICIES =
      List.of(new UniformPairing(), new WeightedPairing(), new AdaptivePairing());

  final List<Contender> contenders = new ArrayList<>();
  final List<PairCount> counts = new ArrayList<>();

  static ModelId id(int number) {
    return new ModelId("%032x".formatted(number));
  }

  /** Models m0, m1, … of weight 1, in no group. */
  static PairingFixture of(int models) {
    PairingFixture fixture = new PairingFixture();
    IntStream.range(0, models).forEach(model -> fixture.add("m" + model, 1, null));
    return fixture;
  }

  PairingFixture add(String name, double weight, @Nullable String group) {
    contenders.add(new Contender(id(contenders.size()), name, weight, group, NOW));
    return this;
  }

  PairingFixture votes(int a, int b, long winsOfA, long winsOfB, long ties) {
    counts.add(new PairCount(id(a), id(b), winsOfA, winsOfB, ties));
    return this;
  }

  /** Settings as a file would hold them: keys without their prefix. */
  static PairingSettings settings(Map<String, ?> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("", PairingSettings.class);
  }

  Pairing pairing(Map<String, ?> values) {
    return pairing(values, NOW);
  }

  Pairing pairing(Map<String, ?> values, Instant now) {
    Live<PairingSettings> live = Live.of(settings(values));
    Time time = new Time(Clock.fixed(now, ZoneOffset.UTC));
    // All votes are older than those that are read again and again.
    PairCounts votes = (from, until) -> until.isBefore(now) ? counts : List.of();
    return new Pairing(live, POLICIES, new PairHistory(votes, live, time), time, new Random(7));
  }

  PairOdds odds(Map<String, ?> values) {
    return pairing(values).odds(contenders);
  }
}
