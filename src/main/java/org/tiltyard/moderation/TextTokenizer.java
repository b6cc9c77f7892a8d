package org.tiltyard.moderation;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Texts as token ids, by a {@code tokenizer.json}. Native memory: close it. */
final class TextTokenizer implements AutoCloseable {

  /** No token of a language has more; what lies beyond can't count. */
  private static final int CHARACTERS_PER_TOKEN = 32;

  private final HuggingFaceTokenizer tokenizer;
  private final int longest;

  private TextTokenizer(HuggingFaceTokenizer tokenizer, int longest) {
    this.tokenizer = tokenizer;
    this.longest = longest;
  }

  /**
   * @param natives where the library unpacks its native part
   * @param longest most tokens of a text, special ones included
   */
  static TextTokenizer open(Path file, Path natives, int longest) throws LinkUnavailable {
    // Without these the library looks for its native part, and whether it runs at a certain
    // provider of machines, on the network, and unpacks into the home folder.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    // It would look for graphics cards, too, and warn of what it finds.
    System.setProperty("RUST_FLAVOR", "cpu");
    if (System.getenv("DJL_CACHE_DIR") == null && System.getProperty("DJL_CACHE_DIR") == null) {
      System.setProperty("DJL_CACHE_DIR", natives.toAbsolutePath().toString());
    }
    Map<String, String> options =
        Map.of(
            "truncation",
            "true",
            "padding",
            "false",
            "maxLength",
            String.valueOf(longest),
            "modelMaxLength",
            String.valueOf(longest));
    try (InputStream json = Files.newInputStream(file)) {
      return new TextTokenizer(HuggingFaceTokenizer.newInstance(json, options), longest);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new LinkUnavailable(file.getFileName() + " can’t be used: " + e.getMessage(), e);
    }
  }

  /** The whole input of a model, special tokens included. */
  Encoding encode(String text) {
    int most = longest * CHARACTERS_PER_TOKEN;
    int end = Math.min(text.length(), most);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return tokenizer.encode(text.substring(0, end), true, false);
  }

  /**
   * The first token of a word, without special tokens around.
   *
   * @throws LinkUnavailable when the tokenizer knows no such word
   */
  long firstToken(String word) throws LinkUnavailable {
    long[] ids = tokenizer.encode(word, false, false).getIds();
    if (ids.length == 0) {
      throw new LinkUnavailable("the tokenizer knows no “" + word + "”");
    }
    return ids[0];
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
