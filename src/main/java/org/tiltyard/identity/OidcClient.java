package org.tiltyard.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundRequest;
import org.tiltyard.outbound.OutboundResponse;

/**
 * The arena as the issuer's client: the authorization code flow with PKCE. The library builds the
 * requests and checks the tokens; what is sent goes through {@link OidcHttp}.
 */
@Component
class OidcClient {

  private static final int CLOCK_SKEW_SECONDS = 60;
  private static final int SUBJECT_MAXIMUM = 255;
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Signatures with a key pair. With a shared secret (HS256) or none, anybody could sign. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcSettings settings;
  private final OidcIssuer issuer;
  private final OidcHttp http;

  OidcClient(OidcSettings settings, OidcIssuer issuer, OidcHttp http) {
    this.settings = settings;
    this.issuer = issuer;
    this.http = http;
  }

  private ClientID id() {
    return new ClientID(settings.requiredClientId());
  }

  /** Makes sure that the issuer has said where its endpoints are. */
  void requireReachable() throws OidcFailure {
    issuer.get();
  }

  /** Where the browser goes to sign in. */
  URI authorization(OidcLogin login, String state) throws OidcFailure {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new com.nimbusds.oauth2.sdk.Scope(settings.allScopes().toArray(String[]::new)),
            id(),
            URI.create(login.redirectUri()))
        .endpointURI(issuer.get().metadata().getAuthorizationEndpointURI())
        .state(new State(state))
        .nonce(new Nonce(login.nonce()))
        .codeChallenge(new CodeVerifier(login.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Makes sure that the answer is this issuer's and not another's (RFC 9207).
   *
   * @param named the issuer that the answer names
   */
  void requireOwnAnswer(@Nullable String named) throws OidcFailure {
    boolean always = issuer.get().metadata().supportsAuthorizationResponseIssuerParam();
    if (named == null ? always : !named.equals(settings.requiredIssuer())) {
      throw OidcFailure.untrusted("the answer names another issuer, or none");
    }
  }

  /** Who the code stands for. */
  OidcPerson person(String code, OidcLogin login) throws OidcFailure {
    OidcIssuer.Described described = issuer.get();
    OIDCTokenResponse tokens = exchange(code, login, described);
    Map<String, Object> claims = validate(tokens.getOIDCTokens().getIDToken(), login, described);
    URI more = described.metadata().getUserInfoEndpointURI();
    boolean complete =
        claims.containsKey(settings.groupClaim()) && claims.containsKey(settings.nameClaim());
    if (!complete && more != null) {
      String token = tokens.getOIDCTokens().getAccessToken().getValue();
      userInfo(more, token, claims).forEach(claims::putIfAbsent);
    }
    String subject = String.valueOf(claims.get("sub"));
    return new OidcPerson(
        settings.requiredIssuer(),
        subject,
        name(claims),
        groups(claims.get(settings.groupClaim())));
  }

  private OIDCTokenResponse exchange(String code, OidcLogin login, OidcIssuer.Described described)
      throws OidcFailure {
    HTTPRequest request = tokenRequest(code, login, described).toHTTPRequest();
    byte[] body = String.valueOf(request.getBody()).getBytes(StandardCharsets.UTF_8);
    OutboundRequest sent = OutboundRequest.post(request.getURI().toString(), FORM, body);
    if (request.getAuthorization() != null) {
      sent = sent.header("Authorization", request.getAuthorization());
    }
    return read(http.send("token request", sent));
  }

  private TokenRequest tokenRequest(String code, OidcLogin login, OidcIssuer.Described described) {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code),
            URI.create(login.redirectUri()),
            new CodeVerifier(login.verifier()));
    URI endpoint = described.metadata().getTokenEndpointURI();
    Optional<Secret> secret = settings.secret().map(Secret::new);
    if (secret.isEmpty()) {
      return new TokenRequest(endpoint, id(), grant);
    }
    List<ClientAuthenticationMethod> methods = described.metadata().getTokenEndpointAuthMethods();
    boolean basic =
        methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return new TokenRequest(
        endpoint,
        basic
            ? new ClientSecretBasic(id(), secret.get())
            : new ClientSecretPost(id(), secret.get()),
        grant);
  }

  /** What the parser says of a wrong answer may quote it; the log must not. */
  private static OIDCTokenResponse read(OutboundResponse response) throws OidcFailure {
    if (response.status() >= 500) {
      throw new OidcFailure(
          OidcFailure.Reason.UNREACHABLE, "token request: HTTP status " + response.status());
    }
    TokenResponse parsed;
    try {
      HTTPResponse copy = new HTTPResponse(response.status());
      copy.setContentType("application/json");
      copy.setBody(response.text());
      parsed = OIDCTokenResponseParser.parse(copy);
    } catch (ParseException | RuntimeException e) {
      throw OidcFailure.untrusted("token request: the answer can't be read");
    }
    if (parsed instanceof OIDCTokenResponse tokens && tokens.getOIDCTokens().getIDToken() != null) {
      return tokens;
    }
    throw OidcFailure.untrusted(
        "token request: refused with HTTP status " + response.status() + " " + error(parsed));
  }

  private static String error(TokenResponse response) {
    return response.indicatesSuccess()
        ? "no ID token"
        : OidcSignIns.plain(response.toErrorResponse().getErrorObject().getCode());
  }

  private Map<String, Object> validate(JWT token, OidcLogin login, OidcIssuer.Described described)
      throws OidcFailure {
    IDTokenValidator validator =
        new IDTokenValidator(
            new Issuer(settings.requiredIssuer()),
            id(),
            new JWSVerificationKeySelector<SecurityContext>(ALGORITHMS, described.keys()),
            null);
    validator.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    try {
      IDTokenClaimsSet claims = validator.validate(token, new Nonce(login.nonce()));
      String subject = claims.getSubject().getValue();
      if (subject.isBlank() || subject.length() > SUBJECT_MAXIMUM) {
        throw OidcFailure.untrusted("ID token: the subject is empty or too long");
      }
      requireMeantForUs(claims);
      return new HashMap<>(claims.toJSONObject());
    } catch (RateLimitReachedException tooOften) {
      throw OidcFailure.untrusted("ID token: signed with a key that the issuer does not have");
    } catch (KeySourceException keys) {
      throw new OidcFailure(OidcFailure.Reason.UNREACHABLE, "keys: " + keys.getMessage());
    } catch (BadJOSEException | JOSEException refused) {
      throw OidcFailure.untrusted("ID token: " + refused.getMessage());
    }
  }

  /** The library looks for this client in the audience, but not at whom the token was given to. */
  private void requireMeantForUs(IDTokenClaimsSet claims) throws OidcFailure {
    AuthorizedParty party = claims.getAuthorizedParty();
    boolean ours =
        party == null
            ? claims.getAudience().size() == 1
            : party.getValue().equals(settings.requiredClientId());
    if (!ours) {
      throw OidcFailure.untrusted("ID token: given to another client");
    }
  }

  private Map<String, Object> userInfo(URI address, String token, Map<String, Object> claims)
      throws OidcFailure {
    String text =
        http.text(
            "userinfo",
            OutboundRequest.get(address.toString()).header("Authorization", "Bearer " + token));
    try {
      UserInfo info = UserInfo.parse(text);
      if (!info.getSubject().getValue().equals(claims.get("sub"))) {
        throw OidcFailure.untrusted("userinfo: about somebody else");
      }
      return new HashMap<>(info.toJSONObject());
    } catch (ParseException | RuntimeException e) {
      throw OidcFailure.untrusted("userinfo: the answer can't be read");
    }
  }

  private String name(Map<String, Object> claims) {
    return Stream.of(settings.nameClaim(), "email", "sub")
        .map(claims::get)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> groups(@Nullable Object claim) {
    return switch (claim) {
      case String one -> Set.of(one);
      case Collection<?> several ->
          several.stream()
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .collect(Collectors.toUnmodifiableSet());
      case null, default -> Set.of();
    };
  }
}
