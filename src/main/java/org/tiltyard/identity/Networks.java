package org.tiltyard.identity;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.shared.Time;

/**
 * Names the network of a request without keeping its address: an HMAC under a key that is made anew
 * each day (UTC), shared by all nodes through the database, and deleted with the next one. Then
 * nobody, not even with the database in hand, can tell whose the hashes were.
 */
@Component
public class Networks {

  private static final int HASH_BYTES = 16;

  private record DayKey(LocalDate day, SecretKeySpec key) {}

  private final ClientAddresses addresses;
  private final NetworkSettings.Network settings;
  private final JdbcClient database;
  private final Time time;
  private final ReentrantLock change = new ReentrantLock();
  private volatile Optional<DayKey> current = Optional.empty();

  Networks(ClientAddresses addresses, NetworkSettings settings, JdbcClient database, Time time) {
    this.addresses = addresses;
    this.settings = settings.network();
    this.database = database;
    this.time = time;
  }

  /** The network of a request. Uses the database once a day. */
  public NetworkId of(ServerWebExchange exchange) {
    return of(addresses.of(exchange.getRequest()));
  }

  /** Whether requests seem to come through a proxy that is not in {@code tiltyard.proxies}. */
  public boolean unknownProxy(ServerWebExchange exchange) {
    return addresses.unknownProxy(exchange.getRequest());
  }

  NetworkId of(InetAddress address) {
    int bits = address instanceof Inet4Address ? settings.ipv4Prefix() : settings.ipv6Prefix();
    byte[] network = Cidr.first(address.getAddress(), bits);
    return new NetworkId(hash(network), local(address));
  }

  private static boolean local(InetAddress address) {
    boolean uniqueLocal =
        address.getAddress().length == 16 && (address.getAddress()[0] & 0xFE) == 0xFC;
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || uniqueLocal;
  }

  private String hash(byte[] network) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keyOf(LocalDate.ofInstant(time.now(), ZoneOffset.UTC)));
      byte[] cut = Arrays.copyOf(mac.doFinal(network), HASH_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(cut);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java", e);
    }
  }

  private SecretKeySpec keyOf(LocalDate today) {
    Optional<DayKey> known = current.filter(one -> one.day().equals(today));
    if (known.isPresent()) {
      return known.get().key();
    }
    change.lock();
    try {
      byte[] secret = read(today).orElseGet(() -> make(today));
      database.sql("delete from network_key where valid_on < ?").param(today).update();
      SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
      current = Optional.of(new DayKey(today, key));
      return key;
    } finally {
      change.unlock();
    }
  }

  private Optional<byte[]> read(LocalDate day) {
    return database
        .sql("select secret from network_key where valid_on = ?")
        .param(day)
        .query(String.class)
        .optional()
        .map(secret -> Base64.getDecoder().decode(secret.getBytes(StandardCharsets.US_ASCII)));
  }

  private byte[] make(LocalDate day) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    try {
      database
          .sql("insert into network_key (valid_on, secret) values (?, ?)")
          .params(day, Base64.getEncoder().encodeToString(secret))
          .update();
      return secret;
    } catch (DuplicateKeyException anotherNodeWasFirst) {
      return read(day).orElseThrow();
    }
  }
}
