package org.tiltyard.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small OpenID Connect provider: discovery, sign-in without a page, token endpoint with PKCE and
 * client authentication, keys, userinfo. Its tokens are signed by hand, with no library of the
 * arena's; each part of an answer can be made wrong.
 */
public final class TestIssuer implements AutoCloseable {

  public static final String CLIENT = "tiltyard";
  public static final String SECRET = "a client secret of the arena, with : and %";

  private static final JsonMapper JSON = new JsonMapper();

  private record Grant(Map<String, String> request) {}

  private record Key(String id, KeyPair pair) {}

  private final HttpServer server;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final AtomicInteger keysAsked = new AtomicInteger();
  private final AtomicInteger tokensAsked = new AtomicInteger();
  private volatile Key key = newKey();

  /** How tokens are signed: RS256, none, HS256, or forged (RS256 by another key of the same id). */
  private volatile String algorithm = "RS256";

  private volatile Map<String, Object> person = Map.of();
  private volatile Map<String, Object> userInfo = Map.of();
  private volatile UnaryOperator<Map<String, Object>> claims = UnaryOperator.identity();
  private volatile UnaryOperator<Map<String, Object>> description = UnaryOperator.identity();
  private volatile String tokenTrouble = "";
  private volatile String answeringIssuer = "";
  private volatile String error = "";

  public TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    route("/.well-known/openid-configuration", exchange -> json(exchange, 200, described()));
    route("/authorize", this::authorize);
    route("/token", this::token);
    route("/keys", this::keys);
    route("/userinfo", this::userInfo);
    server.start();
    reset();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException, GeneralSecurityException;
  }

  private void route(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** All in order again, with nobody signed in. */
  public void reset() {
    person = Map.of();
    userInfo = Map.of();
    algorithm = "RS256";
    claims = UnaryOperator.identity();
    tokenTrouble = "";
    answeringIssuer = url();
    error = "";
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Who signs in next. */
  public void signedIn(String subject, String name, String... groups) {
    person = Map.of("sub", subject, "preferred_username", name, "groups", List.of(groups));
  }

  /** Who signs in next, where the token says no more than the subject, and userinfo the rest. */
  public void signedInBriefly(String subject, Map<String, Object> more) {
    person = Map.of("sub", subject);
    userInfo = more;
  }

  public void claims(UnaryOperator<Map<String, Object>> change) {
    claims = change;
  }

  public void description(UnaryOperator<Map<String, Object>> change) {
    description = change;
  }

  public void algorithm(String name) {
    algorithm = name;
  }

  /** What is wrong with the token endpoint: {@code redirect}, {@code large} or {@code status}. */
  public void tokenTrouble(String trouble) {
    tokenTrouble = trouble;
  }

  /** What the answer calls its issuer. */
  public void answeringIssuer(String name) {
    answeringIssuer = name;
  }

  /** What the person's sign-in ends with. */
  public void error(String code) {
    error = code;
  }

  /** Signs with a new key, under a new id. */
  public void rotateKey() {
    key = newKey();
  }

  public int keysAsked() {
    return keysAsked.get();
  }

  public int tokensAsked() {
    return tokensAsked.get();
  }

  private static Key newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new Key(UUID.randomUUID().toString(), generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> described() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("issuer", url());
    all.put("authorization_endpoint", url() + "/authorize");
    all.put("token_endpoint", url() + "/token");
    all.put("jwks_uri", url() + "/keys");
    all.put("userinfo_endpoint", url() + "/userinfo");
    all.put("response_types_supported", List.of("code"));
    all.put("subject_types_supported", List.of("public"));
    all.put("id_token_signing_alg_values_supported", List.of("RS256"));
    return description.apply(all);
  }

  private void authorize(HttpExchange exchange) {
    Map<String, String> request = fields(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    boolean right =
        "code".equals(request.get("response_type"))
            && CLIENT.equals(request.get("client_id"))
            && "S256".equals(request.get("code_challenge_method"))
            && List.of(request.getOrDefault("scope", "").split(" ")).contains("openid");
    if (right) {
      grants.put(code, new Grant(request));
    }
    String answer = error.isEmpty() ? "?code=" + code : "?error=" + encode(error);
    String location =
        request.get("redirect_uri")
            + answer
            + "&state="
            + encode(request.getOrDefault("state", ""))
            + (answeringIssuer.isEmpty() ? "" : "&iss=" + encode(answeringIssuer));
    redirect(exchange, location);
  }

  private static void redirect(HttpExchange exchange, String location) {
    exchange.getResponseHeaders().set("Location", location);
    try {
      exchange.sendResponseHeaders(302, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void token(HttpExchange exchange) throws IOException, GeneralSecurityException {
    tokensAsked.incrementAndGet();
    Map<String, String> request =
        fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Grant grant = grants.remove(request.getOrDefault("code", ""));
    switch (tokenTrouble) {
      case "redirect" -> redirect(exchange, url() + "/elsewhere");
      case "large" -> json(exchange, 200, Map.of("padding", "x".repeat(1024 * 1024)));
      case "status" -> json(exchange, 502, Map.of());
      default -> {
        if (!isClient(exchange, request)) {
          json(exchange, 401, Map.of("error", "invalid_client"));
        } else if (grant == null || !fits(grant.request(), request)) {
          json(exchange, 400, Map.of("error", "invalid_grant"));
        } else {
          json(exchange, 200, tokens(grant.request()));
        }
      }
    }
  }

  private static boolean isClient(HttpExchange exchange, Map<String, String> request) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return CLIENT.equals(request.get("client_id")) && SECRET.equals(request.get("client_secret"));
    }
    String expected = encode(CLIENT) + ":" + encode(SECRET);
    return header.equals(
        "Basic " + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean fits(Map<String, String> asked, Map<String, String> request)
      throws GeneralSecurityException {
    String verifier = request.getOrDefault("code_verifier", "");
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    return "authorization_code".equals(request.get("grant_type"))
        && verifier.length() >= 43
        && base64(hash).equals(asked.get("code_challenge"))
        && String.valueOf(asked.get("redirect_uri")).equals(request.get("redirect_uri"));
  }

  private Map<String, Object> tokens(Map<String, String> asked) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> all = new LinkedHashMap<>(person);
    all.put("iss", url());
    all.put("aud", CLIENT);
    all.put("iat", now);
    all.put("exp", now + 300);
    all.put("nonce", String.valueOf(asked.get("nonce")));
    return Map.of(
        "access_token",
        "an-access-token",
        "token_type",
        "Bearer",
        "expires_in",
        300,
        "id_token",
        signed(claims.apply(all)));
  }

  private String signed(Map<String, Object> payload) throws GeneralSecurityException {
    String name = algorithm.equals("forged") ? "RS256" : algorithm;
    String head = JSON.writeValueAsString(Map.of("alg", name, "kid", key.id()));
    String text = base64(head) + "." + base64(JSON.writeValueAsString(payload));
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return switch (algorithm) {
      case "none" -> text + ".";
      case "HS256" -> {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        yield text + "." + base64(mac.doFinal(bytes));
      }
      default -> {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign((algorithm.equals("forged") ? newKey() : key).pair().getPrivate());
        signature.update(bytes);
        yield text + "." + base64(signature.sign());
      }
    };
  }

  private void keys(HttpExchange exchange) {
    keysAsked.incrementAndGet();
    RSAPublicKey open = (RSAPublicKey) key.pair().getPublic();
    List<Object> keys = new ArrayList<>();
    keys.add(
        Map.of(
            "kty",
            "RSA",
            "use",
            "sig",
            "kid",
            algorithm.equals("unpublished") ? "another" : key.id(),
            "n",
            base64(open.getModulus()),
            "e",
            base64(open.getPublicExponent())));
    json(exchange, 200, Map.of("keys", keys));
  }

  private void userInfo(HttpExchange exchange) {
    boolean known =
        "Bearer an-access-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    json(exchange, known ? 200 : 401, known ? userInfo : Map.of());
  }

  private static void json(HttpExchange exchange, int status, Map<String, ?> body) {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    try {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of a query or a form. */
  public static Map<String, String> fields(@Nullable String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (form == null) {
      return fields;
    }
    for (String field : form.split("&")) {
      String[] parts = field.split("=", 2);
      String value = parts.length == 2 ? parts[1] : "";
      fields.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return fields;
  }

  /** The fields of an address. */
  public static Map<String, String> fieldsOf(String address) {
    return fields(URI.create(address).getRawQuery());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
