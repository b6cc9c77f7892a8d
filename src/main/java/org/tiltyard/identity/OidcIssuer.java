package org.tiltyard.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundRequest;
import org.tiltyard.shared.Time;

/**
 * What the issuer says of itself, and its signing keys. Both are kept for a while, so that a
 * sign-in asks for neither; keys are asked for again at once when a token names one that is not
 * known, but not more than twice in half a minute, whatever tokens come.
 */
@Component
class OidcIssuer {

  /** The issuer at a time: where its endpoints are, and its keys. */
  record Described(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant at) {}

  private static final Duration KEPT = Duration.ofHours(1);

  /** After a failure nobody waits for the next one. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration KEYS_KEPT = Duration.ofHours(1);
  private static final Duration KEYS_WAIT = Duration.ofSeconds(15);
  private static final Duration KEYS_AT_MOST_EVERY = Duration.ofSeconds(30);

  private record Failed(OidcFailure failure, Instant at) {}

  private final OidcSettings settings;
  private final OidcHttp http;
  private final Time time;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Described described;
  private volatile @Nullable Failed failed;

  OidcIssuer(OidcSettings settings, OidcHttp http, Time time) {
    this.settings = settings;
    this.http = http;
    this.time = time;
  }

  /** Its description, asked for when there is none of the last hour. */
  Described get() throws OidcFailure {
    Optional<Described> known = fresh();
    if (known.isPresent()) {
      return known.get();
    }
    asking.lock();
    try {
      known = fresh();
      if (known.isPresent()) {
        return known.get();
      }
      Failed last = failed;
      if (last != null && last.at().plus(PAUSE).isAfter(time.now())) {
        throw last.failure().again();
      }
      return ask();
    } finally {
      asking.unlock();
    }
  }

  private Optional<Described> fresh() {
    return Optional.ofNullable(described)
        .filter(known -> known.at().plus(KEPT).isAfter(time.now()));
  }

  private Described ask() throws OidcFailure {
    try {
      OIDCProviderMetadata metadata = discover();
      Described now = new Described(metadata, keys(metadata.getJWKSetURI()), time.now());
      described = now;
      failed = null;
      return now;
    } catch (OidcFailure failure) {
      failed = new Failed(failure, time.now());
      throw failure;
    }
  }

  private OIDCProviderMetadata discover() throws OidcFailure {
    String issuer = settings.requiredIssuer();
    String url = issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration";
    String text = http.text("discovery", OutboundRequest.get(url));
    OIDCProviderMetadata metadata;
    try {
      metadata = OIDCProviderMetadata.parse(text);
    } catch (ParseException | RuntimeException e) {
      throw OidcFailure.untrusted("discovery: " + url + " holds no description of an issuer");
    }
    if (!issuer.equals(metadata.getIssuer().getValue())) {
      throw OidcFailure.untrusted(
          "discovery: the issuer calls itself " + metadata.getIssuer().getValue());
    }
    requireEndpoint("authorization_endpoint", metadata.getAuthorizationEndpointURI());
    requireEndpoint("token_endpoint", metadata.getTokenEndpointURI());
    requireEndpoint("jwks_uri", metadata.getJWKSetURI());
    if (metadata.getUserInfoEndpointURI() != null) {
      requireEndpoint("userinfo_endpoint", metadata.getUserInfoEndpointURI());
    }
    return metadata;
  }

  /** Whatever an issuer with TLS describes has TLS too. */
  private void requireEndpoint(String name, @Nullable URI address) throws OidcFailure {
    String scheme = address == null || address.getScheme() == null ? "" : address.getScheme();
    boolean secure = scheme.equalsIgnoreCase("https");
    boolean plain = scheme.equalsIgnoreCase("http");
    boolean plainIssuer = settings.requiredIssuer().regionMatches(true, 0, "http:", 0, 5);
    if (!secure && !(plain && plainIssuer)) {
      throw OidcFailure.untrusted("discovery: " + name + " is missing or has no TLS");
    }
  }

  /** The keys at an address, with what is known of them already where it has not changed. */
  private JWKSource<SecurityContext> keys(URI address) throws OidcFailure {
    Described before = described;
    if (before != null && before.metadata().getJWKSetURI().equals(address)) {
      return before.keys();
    }
    try {
      return JWKSourceBuilder.<SecurityContext>create(address.toURL(), this::fetchKeys)
          .cache(KEYS_KEPT.toMillis(), KEYS_WAIT.toMillis())
          .refreshAheadCache(false)
          .rateLimited(KEYS_AT_MOST_EVERY.toMillis())
          .build();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw OidcFailure.untrusted("discovery: jwks_uri is no address");
    }
  }

  private Resource fetchKeys(URL address) throws IOException {
    try {
      String text = http.text("keys", OutboundRequest.get(address.toString()));
      return new Resource(text, "application/json");
    } catch (OidcFailure failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }
}
