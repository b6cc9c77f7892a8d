package org.tiltyard.moderation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tiltyard.shared.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What lies beside a model: the files that exporters to ONNX write. {@code config.json} holds the
 * labels and sizes, {@code tokenizer_config.json} the most tokens, {@code labels.txt} labels for
 * those without a config.
 */
record ModelFolder(Path path, JsonNode config, JsonNode tokenizerConfig) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int USUAL_LONGEST = 512;
  private static final int UNSET = 1_000_000;
  private static final int VERSION_DIGITS = 16;

  /** These begin to count positions after their padding token. */
  private static final Set<String> OFFSET_BY_TWO = Set.of("roberta", "xlm-roberta", "camembert");

  private static final int POSITIONS_OFFSET = 2;

  static ModelFolder read(Path path) throws LinkUnavailable {
    return new ModelFolder(
        path, json(path.resolve("config.json")), json(path.resolve("tokenizer_config.json")));
  }

  private static JsonNode json(Path file) throws LinkUnavailable {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException | JacksonException e) {
      throw new LinkUnavailable(file.getFileName() + " can’t be read as JSON", e);
    }
  }

  boolean has(String name) {
    return Files.isRegularFile(path.resolve(name));
  }

  /**
   * A file that has to be there.
   *
   * @throws LinkUnavailable when it is not
   */
  Path file(String name) throws LinkUnavailable {
    if (!has(name)) {
      throw new LinkUnavailable("the folder holds no " + name);
    }
    return path.resolve(name);
  }

  /** The labels in the order of the logits; none when no file says. */
  List<String> labels() throws LinkUnavailable {
    JsonNode named = config.path("id2label");
    if (named.isObject() && !named.isEmpty()) {
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < named.size(); i++) {
        labels.add(named.path(String.valueOf(i)).asString("LABEL_" + i));
      }
      return labels;
    }
    if (!has("labels.txt")) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(path.resolve("labels.txt"))) {
      return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new LinkUnavailable("labels.txt can’t be read", e);
    }
  }

  /** The most tokens of a text: the smallest that any file names. */
  int longest() {
    String type = config.path("model_type").asString("");
    int positions = config.path("max_position_embeddings").asInt(UNSET);
    if (positions < UNSET && OFFSET_BY_TWO.contains(type)) {
      positions -= POSITIONS_OFFSET;
    }
    double ofTokenizer = tokenizerConfig.path("model_max_length").asDouble(UNSET);
    double longest =
        Math.min(Math.min(positions, ofTokenizer), config.path("n_positions").asInt(UNSET));
    return longest >= UNSET || longest < 1 ? USUAL_LONGEST : (int) longest;
  }

  /** A digest of names, sizes and beginnings of all files: another model has another. */
  String version() throws LinkUnavailable {
    try (Stream<Path> files = Files.list(path)) {
      MessageDigest digest = Sha256.digest();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(String.valueOf(Files.size(file)).getBytes(StandardCharsets.UTF_8));
        try (var bytes = Files.newInputStream(file)) {
          digest.update(bytes.readNBytes(UNSET));
        }
      }
      return "sha256:" + HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    } catch (IOException e) {
      throw new LinkUnavailable("the folder can’t be read", e);
    }
  }
}
