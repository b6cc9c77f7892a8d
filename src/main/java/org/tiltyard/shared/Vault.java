package org.tiltyard.shared;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/**
 * Seals secrets that have to be stored and used again: keys of endpoints, of webhooks, of
 * two-factor sign-in. AES-256-GCM with a random nonce; the secret's place is authenticated along
 * with it, so that a sealed secret copied to another row does not open there.
 *
 * <p>A sealed secret reads {@code v1.<key>.<nonce and ciphertext>}, where {@code <key>} tells which
 * secret key it was sealed with. It is 60 characters longer than four thirds of the secret at most.
 */
@Component
public class Vault {

  private static final String FORM = "v1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final VaultKeys keys;
  private final SecureRandom random = new SecureRandom();

  Vault(VaultKeys keys) {
    this.keys = keys;
  }

  /**
   * Seals a secret for one place.
   *
   * @param place where it will be stored, such as {@code endpoint/<id>/key}; needed to open it
   */
  public String seal(String secret, String place) {
    VaultKey key = keys.primary();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, place)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] whole = new byte[NONCE_BYTES + sealed.length];
      System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return FORM
          + "."
          + key.id()
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  /**
   * The secret that was sealed for this place.
   *
   * @throws Unreadable when it was sealed with a key that this process does not have, or for
   *     another place, or has been changed
   */
  public String open(String sealed, String place) {
    String[] parts = sealed.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(FORM)) {
      throw new Unreadable("it has no form that is known");
    }
    VaultKey key =
        keys.withId(parts[1])
            .orElseThrow(() -> new Unreadable("it was sealed with another secret key"));
    try {
      byte[] whole = Base64.getUrlDecoder().decode(parts[2]);
      if (whole.length < NONCE_BYTES) {
        throw new Unreadable("it is too short");
      }
      byte[] nonce = java.util.Arrays.copyOf(whole, NONCE_BYTES);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, key, nonce, place)
              .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | AEADBadTagException e) {
      throw new Unreadable("it was changed, or sealed for another place");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  /** Whether it was sealed with the present key, and needs no sealing anew. */
  public boolean isCurrent(String sealed) {
    return sealed.startsWith(FORM + "." + keys.primary().id() + ".");
  }

  /** The same secret for the same place, sealed with the present key. */
  public String reseal(String sealed, String place) {
    return seal(open(sealed, place), place);
  }

  private static Cipher cipher(int mode, VaultKey key, byte[] nonce, String place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** A sealed secret can't be opened; says why, and nothing of the secret. */
  public static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super("A stored secret can't be read: " + why);
    }
  }
}
