package org.tiltyard.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AdminAlert;
import org.tiltyard.outbound.OutboundFailure;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.outbound.OutboundRequest;
import org.tiltyard.outbound.OutboundResponse;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells an address of the admin's choice what happens to models, and of other alerts. Messages are
 * written down with what they tell, and sent afterwards by whichever process takes them, again and
 * again for some minutes. Headers and signature are those of the Standard Webhooks specification.
 */
@Component
final class HealthWebhook {

  private static final Logger log = LoggerFactory.getLogger(HealthWebhook.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final int LONGEST_RESPONSE = 64 * 1024;
  private static final int AT_ONCE = 10;

  /** How long to wait after each attempt that failed; then it is given up. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  /** How the latest message fared, for the admin's page. */
  record Latest(String state, int attempts, @Nullable String problem, Instant at) {}

  private record Message(String id, String body, int attempts, Instant due) {}

  private final JdbcClient database;
  private final OutboundHttp outbound;
  private final Live<HealthSettings> settings;
  private final JsonMapper json;
  private final Time time;

  HealthWebhook(
      JdbcClient database,
      OutboundHttp outbound,
      Live<HealthSettings> healthSettings,
      JsonMapper json,
      Time time) {
    this.database = database;
    this.outbound = outbound;
    this.settings = healthSettings;
    this.json = json;
    this.time = time;
  }

  /** Writes a message down, in the caller's transaction; nothing when there is no address. */
  void enqueue(
      String type,
      String models,
      Route route,
      @Nullable RouteFailure why,
      @Nullable String by,
      Instant at) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("models", models);
    data.put("endpoint", route.endpoint().value());
    data.put("providerModel", route.model());
    data.put("reason", why == null ? null : why.kind().word());
    data.put("detail", why == null ? null : why.detail());
    data.put("by", by);
    enqueue(type, data, at);
  }

  /** What other parts of the arena want admins to hear of goes the same way. */
  @EventListener
  void on(AdminAlert alert) {
    enqueue(alert.type(), alert.data(), alert.at());
  }

  private void enqueue(String type, Map<String, ?> data, Instant at) {
    if (settings.get().webhookUrl().isBlank()) {
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("timestamp", at.toString());
    body.put("data", data);
    database
        .sql(
            "insert into webhook_message (id, created_at, body, state, attempts, next_attempt_at)"
                + " values (?, ?, ?, 'waiting', 0, ?)")
        .params(
            Identifier.random(),
            Time.forDatabase(at),
            json.writeValueAsString(body),
            Time.forDatabase(at))
        .update();
  }

  /** Takes the messages that are due and has them sent. */
  void sendDue(Executor senders) {
    Instant now = time.now();
    for (Message message : due(now)) {
      if (take(message, now)) {
        senders.execute(() -> send(message));
      }
    }
  }

  private List<Message> due(Instant now) {
    return database
        .sql(
            "select id, body, attempts, next_attempt_at from webhook_message"
                + " where state = 'waiting' and next_attempt_at <= ?"
                + " order by next_attempt_at limit ?")
        .params(Time.forDatabase(now), AT_ONCE)
        .query((row, number) ->
            new Message(
                row.getString("id"),
                row.getString("body"),
                row.getInt("attempts"),
                row.getObject("next_attempt_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** One process sends it; should that die, another does when the lease is over. */
  private boolean take(Message message, Instant now) {
    return database
            .sql(
                "update webhook_message set attempts = attempts + 1, next_attempt_at = ?"
                    + " where id = ? and state = 'waiting' and attempts = ?")
            .params(Time.forDatabase(now.plus(LEASE)), message.id, message.attempts)
            .update()
        > 0;
  }

  private void send(Message message) {
    String problem = problemOfSending(message.id, message.body);
    if (problem == null) {
      settle(message, "sent", time.now(), null);
    } else if (message.attempts < PAUSES.size()) {
      settle(message, "waiting", time.now().plus(PAUSES.get(message.attempts)), problem);
    } else {
      log.warn("A message to the webhook was given up: {}", problem);
      settle(message, "given-up", time.now(), problem);
    }
  }

  /** Sends it once; null when it arrived. */
  @Nullable String problemOfSending(String id, String text) {
    if (settings.get().webhookUrl().isBlank()) {
      return "there is no address any more";
    }
    try {
      OutboundResponse response = deliver(id, text);
      return response.successful() ? null : "HTTP status " + response.status();
    } catch (OutboundFailure e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Sends it once to the address in the settings. */
  OutboundResponse deliver(String id, String text) throws OutboundFailure {
    HealthSettings now = settings.get();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(time.now().getEpochSecond());
    OutboundRequest request =
        OutboundRequest.post(now.webhookUrl(), "application/json", body)
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .within(PATIENCE)
            .atMost(LONGEST_RESPONSE);
    if (!now.webhookSecret().isBlank()) {
      String signed = id + "." + timestamp + "." + text;
      request = request.header("webhook-signature", signature(now.webhookSecret(), signed));
    }
    return outbound.send(request);
  }

  /**
   * {@code v1,} and the HMAC-SHA256 in base64; a secret that begins with {@code whsec_} is base64.
   */
  static String signature(String secret, String content) {
    byte[] key =
        secret.startsWith("whsec_")
            ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
            : secret.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] sum = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void settle(Message message, String state, Instant next, @Nullable String problem) {
    database
        .sql("update webhook_message set state = ?, next_attempt_at = ?, problem = ? where id = ?")
        .params(Arrays.asList(state, Time.forDatabase(next), shortened(problem), message.id))
        .update();
  }

  private static @Nullable String shortened(@Nullable String problem) {
    return problem == null || problem.length() <= 2000 ? problem : problem.substring(0, 2000);
  }

  Optional<Latest> latest() {
    return database
        .sql(
            "select state, attempts, problem, created_at from webhook_message"
                + " order by created_at desc, id desc limit 1")
        .query((row, number) ->
            new Latest(
                row.getString("state"),
                row.getInt("attempts"),
                row.getString("problem"),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /** Messages that are over are kept for a week. */
  void forget() {
    database
        .sql("delete from webhook_message where state <> 'waiting' and created_at < ?")
        .param(Time.forDatabase(time.now().minus(KEPT)))
        .update();
  }
}
