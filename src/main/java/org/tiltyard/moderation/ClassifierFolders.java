package org.tiltyard.moderation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;

/** The folders that hold models: those right below one folder that only the configuration sets. */
@Component
class ClassifierFolders {

  private static final int MOST = 200;

  private final Path base;

  @Autowired
  ClassifierFolders(
      Live<ClassifierSettings> classifierSettings, @Value("${tiltyard.data}") String data) {
    this(classifierSettings.get().base(Path.of(data)));
  }

  ClassifierFolders(Path base) {
    this.base = base.toAbsolutePath().normalize();
  }

  /** Where they are. */
  Path base() {
    return base;
  }

  /** Their names, in order; none when the folder is not there. */
  List<String> names() {
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(base)) {
      return entries
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .limit(MOST)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The folder of this name.
   *
   * @throws LinkUnavailable when there is none, or it is elsewhere: a name is one name, no path,
   *     and a link that leads out of the base folder is not followed
   */
  Path find(String name) throws LinkUnavailable {
    if (name.isBlank() || !name.matches("[^/\\\\\\x00-\\x1f]{1,200}") || name.startsWith(".")) {
      throw new LinkUnavailable("“" + name + "” is no name of a folder");
    }
    Path folder = base.resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new LinkUnavailable("there is no folder “" + name + "” in " + base);
    }
    try {
      Path real = folder.toRealPath();
      if (!real.startsWith(base.toRealPath())) {
        throw new LinkUnavailable("the folder “" + name + "” leads out of " + base);
      }
      return real;
    } catch (IOException e) {
      throw new LinkUnavailable("the folder “" + name + "” can’t be read", e);
    }
  }
}
