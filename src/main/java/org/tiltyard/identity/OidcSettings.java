package org.tiltyard.identity;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tiltyard.oidc.*}: single sign-on by OpenID Connect. In the configuration file only: it
 * holds a secret, and whoever may change it decides who comes in.
 *
 * @param issuer its address, exactly as it names itself; without one there is no single sign-on
 * @param clientId what the issuer calls this arena
 * @param clientSecret null for a public client, which only proves itself by PKCE
 * @param scopes what is asked for; {@code openid} always is
 * @param name what people call the issuer, on the button
 * @param nameClaim the claim that new accounts are named after; else the e-mail address, else the
 *     subject
 * @param groupClaim the claim that lists a person's groups
 * @param roles which groups have which role
 * @param defaultRole for those without such a group; null refuses them
 * @param allowNewAccounts whether somebody without an account gets one
 */
@ConfigurationProperties("tiltyard.oidc")
record OidcSettings(
    @Nullable String issuer,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
    @DefaultValue("single sign-on") String name,
    @DefaultValue("preferred_username") String nameClaim,
    @DefaultValue("groups") String groupClaim,
    @DefaultValue Roles roles,
    @Nullable Role defaultRole,
    @DefaultValue("true") boolean allowNewAccounts) {

  private static final int ISSUER_MAXIMUM = 500;

  OidcSettings {
    if (issuer != null && !issuer.isBlank()) {
      if (issuer.length() > ISSUER_MAXIMUM) {
        throw new IllegalArgumentException(
            "tiltyard.oidc.issuer has at most " + ISSUER_MAXIMUM + " characters");
      }
      if (!isSet(clientId)) {
        throw new IllegalArgumentException("tiltyard.oidc.issuer needs tiltyard.oidc.client-id");
      }
      if (defaultRole == null && roles.none()) {
        throw new IllegalArgumentException(
            "With tiltyard.oidc.issuer nobody could sign in: name the groups in tiltyard.oidc.roles,"
                + " or set tiltyard.oidc.default-role");
      }
    }
  }

  /** Which groups have which role. Who is in several has the role that may most. */
  record Roles(
      @DefaultValue List<String> admin,
      @DefaultValue List<String> researcher,
      @DefaultValue List<String> annotator) {

    private boolean none() {
      return admin.isEmpty() && researcher.isEmpty() && annotator.isEmpty();
    }

    private List<String> groupsOf(Role role) {
      return switch (role) {
        case ADMIN -> admin;
        case RESEARCHER -> researcher;
        case ANNOTATOR -> annotator;
      };
    }
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }

  boolean isOn() {
    return isSet(issuer);
  }

  /** The issuer, where single sign-on is on. */
  String requiredIssuer() {
    return required(issuer);
  }

  /** The client's name, where single sign-on is on. */
  String requiredClientId() {
    return required(clientId);
  }

  private static String required(@Nullable String value) {
    if (value == null) {
      throw new IllegalStateException("single sign-on is off");
    }
    return value;
  }

  Optional<String> secret() {
    return Optional.ofNullable(clientSecret).filter(OidcSettings::isSet);
  }

  Set<String> allScopes() {
    Set<String> all = new LinkedHashSet<>(List.of("openid"));
    all.addAll(scopes);
    return all;
  }

  /** The role of somebody in these groups; none for those who may not come in. */
  Optional<Role> roleOf(Collection<String> groups) {
    for (Role role : Role.values()) {
      if (!Collections.disjoint(roles.groupsOf(role), groups)) {
        return Optional.of(role);
      }
    }
    return Optional.ofNullable(defaultRole);
  }

  /** Never prints the secret, wherever the record ends up. */
  @Override
  public String toString() {
    return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
