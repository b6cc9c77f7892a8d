package org.tiltyard.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The keys of the {@link Vault}: the first seals, all of them open. From the settings; without any
 * there, from a file that only its owner may read, made when the first secret is stored.
 */
@Component
class VaultKeys {

  private static final Logger log = LoggerFactory.getLogger(VaultKeys.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;
  private final Path file;
  private final boolean fromSettings;
  private volatile List<VaultKey> ring;

  VaultKeys(VaultSettings settings) {
    List<VaultKey> given = settings.keys();
    this.folder = settings.folder();
    this.file = folder.resolve("secret.key");
    this.fromSettings = !given.isEmpty();
    this.ring = fromSettings ? given : read();
  }

  VaultKey primary() {
    List<VaultKey> keys = ring;
    return keys.isEmpty() ? first() : keys.getFirst();
  }

  Optional<VaultKey> withId(String id) {
    return ring.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Whether the keys are in the arena's own file, so that it may make a new one. */
  boolean inFile() {
    return !fromSettings;
  }

  /**
   * Seals with a new key from now on; the older ones still open. Only where they are in the file.
   */
  synchronized void renew() {
    List<VaultKey> keys = new ArrayList<>(ring);
    keys.addFirst(VaultKey.random());
    write(keys);
    ring = List.copyOf(keys);
  }

  /** Forgets all keys but the first. Only where they are in the file. */
  synchronized void dropOld() {
    List<VaultKey> keys = List.of(primary());
    write(keys);
    ring = keys;
  }

  private synchronized VaultKey first() {
    if (ring.isEmpty()) {
      List<VaultKey> made = List.of(VaultKey.random());
      write(made);
      ring = made;
      log.info("Made a secret key for stored secrets in {}; keep a copy of it", file);
    }
    return ring.getFirst();
  }

  private List<VaultKey> read() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      if (isPosix() && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
        log.warn("{} could be read by others; from now on only its owner may", file);
        Files.setPosixFilePermissions(file, OWNER_ONLY);
      }
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(VaultKey::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The secret key can't be read from " + file, e);
    }
  }

  /** Whole or not at all: half a key file would lose every stored secret. */
  private void write(List<VaultKey> keys) {
    List<String> lines = new ArrayList<>();
    lines.add("# Opens the secrets in the arena's database. The first line seals new ones.");
    keys.forEach(key -> lines.add(key.base64()));
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.createDirectories(folder);
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, permissions());
      Files.write(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException("Another process writes " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("The secret key can't be written to " + file, e);
    }
  }

  private static FileAttribute<?>[] permissions() {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
