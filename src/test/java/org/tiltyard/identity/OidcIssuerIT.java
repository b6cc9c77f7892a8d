package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.identity.SingleSignOn.arena;
import static org.tiltyard.identity.SingleSignOn.assertIn;
import static org.tiltyard.identity.SingleSignOn.assertRefused;
import static org.tiltyard.identity.SingleSignOn.role;
import static org.tiltyard.identity.SingleSignOn.signIn;
import static org.tiltyard.identity.SingleSignOn.with;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestIssuer;
import org.tiltyard.testing.Voter;

/**
 * Single sign-on where the issuer or the settings are special: each story has an arena of its own.
 */
@Tag("one-database")
class OidcIssuerIT {

  @Test
  void aNewKeyIsFoundAtOnceAndForgeriesDoNotFloodTheIssuer() {
    try (TestIssuer own = new TestIssuer();
        TestArena there = arena(own)) {
      own.signedIn("keys-1", "ona", "lab");
      Voter ona = there.newVoter();
      assertIn(ona, signIn(ona));
      assertIn(ona, signIn(ona));
      assertThat(own.keysAsked()).as("kept").isEqualTo(1);

      own.rotateKey();
      assertIn(ona, signIn(ona));
      assertThat(own.keysAsked()).isEqualTo(2);

      own.rotateKey();
      own.algorithm("unpublished");
      Voter forger = there.newVoter();
      for (int i = 0; i < 5; i++) {
        assertRefused(forger, signIn(forger), 422, "can’t be trusted");
      }
      assertThat(own.keysAsked()).isLessThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"token_endpoint", "jwks_uri", "userinfo_endpoint"})
  void noEndpointOfAnIssuerLeadsToMetadata(String endpoint) {
    try (TestIssuer own = new TestIssuer();
        TestArena there = arena(own)) {
      own.signedInBriefly("inside-1", Map.of("sub", "inside-1", "groups", "lab"));
      own.description(with(endpoint, "http://169.254.169.254/latest/meta-data"));
      Voter pam = there.newVoter();

      assertRefused(pam, signIn(pam), 503, "Example can’t be reached");
    }
  }

  @Test
  void anIssuerThatIsSomebodyElseOrAwayIsNotGoneTo() {
    try (TestIssuer own = new TestIssuer();
        TestArena there = arena(own)) {
      own.description(with("issuer", "https://another.example"));
      Voter quinn = there.newVoter();
      assertRefused(quinn, quinn.get("/login/oidc", "text/html"), 422, "What Example answered");
    }
    try (TestArena there = arena("http://169.254.169.254")) {
      Voter quinn = there.newVoter();
      assertRefused(quinn, quinn.get("/login/oidc", "text/html"), 503, "Example can’t be reached");
    }
  }

  @Test
  void theLastAdminStaysOneWhateverTheGroupsSay() {
    try (TestIssuer own = new TestIssuer();
        TestArena there = arena(own, "--tiltyard.oidc.default-role=annotator")) {
      own.description(with("token_endpoint_auth_methods_supported", List.of("client_secret_post")));
      own.signedIn("last-1", "rex", "arena-admins");
      Voter rex = there.newVoter();
      assertIn(rex, signIn(rex));
      own.signedIn("last-1", "rex");
      assertIn(rex, signIn(rex));
      assertThat(role(there, "rex")).isEqualTo("admin");

      own.signedIn("last-2", "sue", "arena-admins");
      Voter sue = there.newVoter();
      assertIn(sue, signIn(sue));
      own.signedIn("last-1", "rex");
      assertIn(rex, signIn(rex));
      assertThat(role(there, "rex")).isEqualTo("annotator");
    }
  }

  @Test
  void anArenaCanMakeNoAccountsByItself() {
    try (TestIssuer own = new TestIssuer();
        TestArena there = arena(own, "--tiltyard.oidc.allow-new-accounts=false")) {
      own.signedIn("closed-1", "tom", "lab");
      Voter tom = there.newVoter();

      assertRefused(tom, signIn(tom), 403, "have no account here");
      assertThat(role(there, "tom")).isEqualTo("no account");
    }
  }

  @Test
  void withoutAnIssuerThereIsNoSingleSignOn() {
    try (TestArena plain = TestArena.start()) {
      Voter una = plain.newVoter();
      assertThat(una.get("/login", "text/html").body()).doesNotContain("/login/oidc");
      assertThat(una.get("/login/oidc", "text/html").statusCode()).isEqualTo(404);
      assertThat(una.get("/login/oidc/callback?code=a&state=b", "text/html").statusCode())
          .isEqualTo(404);
    }
  }
}
