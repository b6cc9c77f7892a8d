package org.tiltyard.identity;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/**
 * The people who vote. A participant is a random id in a signed cookie; the row in the database is
 * made with the first battle, so a mere visit leaves no trace.
 */
@Component
public class Participants {

  private static final String COOKIE = "tiltyard_participant";
  private static final String ENSURED = Participants.class.getName();
  private static final String SIGNED_AS = "participant:";

  private final Signatures signatures;
  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final IdentitySettings settings;
  private final Time time;

  Participants(
      Signatures signatures,
      JdbcClient database,
      JdbcTemplate batches,
      IdentitySettings settings,
      Time time) {
    this.signatures = signatures;
    this.database = database;
    this.batches = batches;
    this.settings = settings;
    this.time = time;
  }

  /** Who sent the request, if the cookie is there and its signature is ours. */
  public Optional<ParticipantId> of(ServerWebExchange exchange) {
    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(COOKIE);
    return Optional.ofNullable(cookie == null ? null : verify(cookie.getValue()));
  }

  /** Who sent the request; a newcomer is registered and gets the cookie. Uses the database. */
  public ParticipantId ensure(ServerWebExchange exchange) {
    ParticipantId already = exchange.getAttribute(ENSURED);
    if (already != null) {
      return already;
    }
    ParticipantId participant =
        of(exchange).filter(this::exists).orElseGet(() -> register(exchange));
    exchange.getAttributes().put(ENSURED, participant);
    return participant;
  }

  /** What is stored of whoever sent the request; nothing before the first battle. */
  public Optional<Participant> stored(ServerWebExchange exchange) {
    return of(exchange)
        .flatMap(id ->
            database
                .sql("select judge, created_at from participant where id = ?")
                .param(id.value())
                .query((row, number) ->
                    new Participant(
                        id,
                        row.getObject("judge", Integer.class),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .optional());
  }

  /**
   * Deals the N of {@code arena_user_N}, in order of first vote, to those who have none. Call it in
   * the transaction of the votes.
   */
  public void number(Set<ParticipantId> voters) {
    // In order, as no two transactions may wait for each other.
    batches.batchUpdate(
        "update participant set judge = nextval('judge_number') where id = ? and judge is null",
        voters.stream().map(ParticipantId::value).sorted().map(id -> new Object[] {id}).toList());
  }

  private boolean exists(ParticipantId participant) {
    return database
        .sql("select 1 from participant where id = ?")
        .param(participant.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private ParticipantId register(ServerWebExchange exchange) {
    ParticipantId participant = new ParticipantId(Identifier.random());
    database
        .sql("insert into participant (id, created_at) values (?, ?)")
        .params(participant.value(), Time.forDatabase(time.now()))
        .update();
    exchange.getResponse().addCookie(cookieFor(participant, exchange));
    return participant;
  }

  private ResponseCookie cookieFor(ParticipantId participant, ServerWebExchange exchange) {
    String signature = signatures.of(SIGNED_AS + participant.value());
    return Cookies.of(
        COOKIE,
        participant.value() + "." + signature,
        settings.participantCookieLength(),
        exchange.getRequest());
  }

  private @Nullable ParticipantId verify(String cookie) {
    int dot = cookie.indexOf('.');
    if (dot != 32 || !Identifier.isWellFormed(cookie.substring(0, dot))) {
      return null;
    }
    String id = cookie.substring(0, dot);
    boolean ours = signatures.matches(SIGNED_AS + id, cookie.substring(dot + 1));
    return ours ? new ParticipantId(id) : null;
  }
}
