package org.tiltyard.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** The clock of the application, in the precision and form that both databases keep: UTC, µs. */
@Component
public class Time {

  private final Clock clock;

  Time() {
    this(Clock.systemUTC());
  }

  /** A clock of the caller's choice, for tests. */
  public Time(Clock clock) {
    this.clock = clock;
  }

  /** The present, in whole microseconds, so that what was stored equals what is read back. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The form in which JDBC drivers take an instant for a {@code timestamp with time zone}. */
  public static OffsetDateTime forDatabase(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
