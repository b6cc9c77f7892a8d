package org.tiltyard.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class VaultTest {

  private static final String PLACE = "endpoint/1/key";
  private static final String OLD = VaultKey.random().base64();
  private static final String NEW = VaultKey.random().base64();

  @TempDir Path data;

  @Test
  void opensWhatItSealed() {
    Vault vault = vault(NEW);

    String sealed = vault.seal("sk-ключ-🗝", PLACE);

    assertThat(vault.open(sealed, PLACE)).isEqualTo("sk-ключ-🗝");
    assertThat(sealed).startsWith("v1.").doesNotContain("sk-");
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    Vault vault = vault(NEW);

    assertThat(vault.seal("secret", PLACE)).isNotEqualTo(vault.seal("secret", PLACE));
  }

  @Test
  void doesNotOpenASecretThatWasMovedOrChanged() {
    Vault vault = vault(NEW);
    String sealed = vault.seal("secret", PLACE);
    int middle = sealed.length() - 12;
    char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
    String changed = sealed.substring(0, middle) + other + sealed.substring(middle + 1);

    assertUnreadable(vault, sealed, "endpoint/2/key");
    assertUnreadable(vault, changed, PLACE);
    assertUnreadable(vault, sealed.substring(0, 20), PLACE);
    assertUnreadable(vault, "secret", PLACE);
    assertUnreadable(vault, "", PLACE);
  }

  @Test
  void opensWithOlderKeysAndSealsWithTheFirst() {
    String sealed = vault(OLD).seal("secret", PLACE);
    Vault both = vault(NEW + ", " + OLD);

    assertThat(both.open(sealed, PLACE)).isEqualTo("secret");
    assertThat(both.isCurrent(sealed)).isFalse();
    String anew = both.reseal(sealed, PLACE);
    assertThat(both.isCurrent(anew)).isTrue();
    assertThat(vault(NEW).open(anew, PLACE)).isEqualTo("secret");
    assertUnreadable(vault(NEW), sealed, PLACE);
  }

  @Test
  void makesAKeyFileForItsOwnerOnlyWhenTheFirstSecretIsSealed() throws IOException {
    Path file = data.resolve("secret.key");
    Vault vault = vault(null);
    assertThat(file).doesNotExist();

    String sealed = vault.seal("secret", PLACE);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(vault(null).open(sealed, PLACE)).isEqualTo("secret");
  }

  @Test
  void closesAKeyFileThatOthersCanRead() throws IOException {
    vault(null).seal("secret", PLACE);
    Path file = data.resolve("secret.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    vault(null);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesAKeyOfAnotherLengthWithoutRepeatingIt() {
    for (String key : List.of("short", "c2hvcnQ=", OLD + "AAAA")) {
      assertThatThrownBy(() -> vault(key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(key)
          .hasMessageContaining("32 random bytes");
    }
  }

  @Test
  void rotationSealsEverythingWithANewKeyAndForgetsTheOldOne() throws IOException {
    VaultKeys keys = keys(null);
    Vault vault = new Vault(keys);
    Drawer drawer = new Drawer(vault, "one", "two");
    List<String> before = List.copyOf(drawer.sealed);

    int count = rotation(keys, drawer).rotate();

    assertThat(count).isEqualTo(2);
    assertThat(drawer.opened(new Vault(keys(null)))).containsExactly("one", "two");
    assertUnreadable(vault, before.getFirst(), PLACE);
    assertThat(Files.readAllLines(data.resolve("secret.key"))).hasSize(2);
  }

  @Test
  void rotationKeepsTheOldKeyWhenSomethingCannotBeOpened() {
    VaultKeys keys = keys(null);
    Vault vault = new Vault(keys);
    Drawer drawer = new Drawer(vault, "one", "two");
    drawer.sealed.set(1, vault(OLD).seal("two", PLACE));

    assertThatThrownBy(() -> rotation(keys, drawer).rotate()).isInstanceOf(Vault.Unreadable.class);

    assertThat(new Vault(keys(null)).open(drawer.sealed.getFirst(), PLACE)).isEqualTo("one");
    assertThat(rotation(keys, drawer).outdated()).isEqualTo(1);
  }

  /** Secrets of one module. */
  private static final class Drawer implements VaultContents {

    private final Vault vault;
    private final List<String> sealed = new ArrayList<>();

    private Drawer(Vault vault, String... secrets) {
      this.vault = vault;
      for (String secret : secrets) {
        sealed.add(vault.seal(secret, PLACE));
      }
    }

    @Override
    public int outdated() {
      return (int) sealed.stream().filter(each -> !vault.isCurrent(each)).count();
    }

    @Override
    public int reseal() {
      sealed.replaceAll(each -> vault.reseal(each, PLACE));
      return sealed.size();
    }

    private List<String> opened(Vault by) {
      return sealed.stream().map(each -> by.open(each, PLACE)).toList();
    }
  }

  private VaultKeys keys(@Nullable String secretKey) {
    return new VaultKeys(new VaultSettings(data.toString(), secretKey));
  }

  private Vault vault(@Nullable String secretKey) {
    return new Vault(keys(secretKey));
  }

  private static VaultRotation rotation(VaultKeys keys, VaultContents contents) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("contents", contents);
    return new VaultRotation(keys, beans.getBeanProvider(VaultContents.class));
  }

  private static void assertUnreadable(Vault vault, String sealed, String place) {
    assertThatThrownBy(() -> vault.open(sealed, place)).isInstanceOf(Vault.Unreadable.class);
  }
}
