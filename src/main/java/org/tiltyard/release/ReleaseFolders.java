package org.tiltyard.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Identifier;

/**
 * The folders of releases: one each, named by id, which appears whole or not at all. It is written
 * under another name, {@code .building-…}, and then renamed.
 */
@Component
class ReleaseFolders {

  private static final String BUILDING = ".building-";

  private final Path root;

  ReleaseFolders(ReleaseSettings settings) {
    this.root = settings.path();
  }

  /** An empty folder to build the release in; what earlier attempts left behind is gone. */
  Path begin(ReleaseId id) throws IOException {
    Files.createDirectories(root);
    String prefix = BUILDING + id.value() + "-";
    List<Path> left;
    try (Stream<Path> all = Files.list(root)) {
      left = all.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path path : left) {
      remove(path);
    }
    return Files.createDirectory(root.resolve(prefix + Identifier.random()));
  }

  /** Makes what was built the release's folder. */
  void put(Path built, ReleaseId id) throws IOException {
    Path folder = of(id);
    // A build that was killed between here and the database.
    remove(folder);
    Files.move(built, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  Path of(ReleaseId id) {
    return root.resolve(id.value());
  }

  /** One of the release's files; its path must be one that the release lists. */
  Path file(ReleaseId id, Contents.File file) {
    return of(id).resolve(file.path());
  }

  void delete(ReleaseId id) {
    try {
      remove(of(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
