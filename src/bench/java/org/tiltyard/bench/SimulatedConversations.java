package org.tiltyard.bench;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Message;
import org.tiltyard.schema.OpenAiModeration;
import org.tiltyard.schema.RowWriter;
import org.tiltyard.schema.Rows;
import org.tiltyard.schema.Schema;
import org.tiltyard.schema.ToxicChatTag;
import org.tiltyard.schema.Traits;

/** Judged conversations of 4.9 kB, the same ones every time, with moderation and toxicity. */
final class SimulatedConversations {

  /** Conversations are made once and used again under other ids; more than any window holds. */
  private static final int DISTINCT = 4_000;

  private static final int WORDS = 20_000;

  private final List<Conversation> conversations = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final String[] words = new String[WORDS];

  SimulatedConversations() {
    for (int i = 0; i < WORDS; i++) {
      words[i] = word();
    }
    for (int i = 0; i < DISTINCT; i++) {
      conversations.add(conversation(i));
    }
  }

  /** Writes so many rows of {@link Schema#ARENA_33K}. */
  void write(Format format, int rows, OutputStream out) {
    try (RowWriter writer = DatasetFiles.writer(Schema.ARENA_33K, format, out)) {
      for (int i = 0; i < rows; i++) {
        writer.write(
            Rows.of(Schema.ARENA_33K, numbered(conversations.get(i % DISTINCT), i)).orElseThrow());
      }
    }
  }

  private static Conversation numbered(Conversation like, int number) {
    return new Conversation(
        "%032x".formatted(number * 0x9E3779B97F4A7C15L),
        like.modelA(),
        like.modelB(),
        like.winner(),
        like.judge(),
        like.conversationA(),
        like.conversationB(),
        like.turn(),
        like.anony(),
        like.language(),
        1_700_000_000 + number / 10.0,
        like.openaiModeration(),
        like.toxicChatTag(),
        like.traits());
  }

  private Conversation conversation(int number) {
    List<Message> a = new ArrayList<>();
    List<Message> b = new ArrayList<>();
    int turns = number % 4 == 0 ? 2 : 1;
    for (int i = 0; i < turns; i++) {
      Message prompt = Message.user(text(5 + random.nextInt(50)));
      a.add(prompt);
      a.add(Message.assistant(text(50 + random.nextInt(250))));
      b.add(prompt);
      b.add(Message.assistant(text(50 + random.nextInt(250))));
    }
    return new Conversation(
        "",
        "model-" + random.nextInt(60),
        "model-" + random.nextInt(60),
        List.of("model_a", "model_b", "tie", "tie (bothbad)").get(random.nextInt(4)),
        "arena_user_" + random.nextInt(20_000),
        a,
        b,
        turns,
        true,
        "English",
        0,
        moderation(),
        new ToxicChatTag(
            Map.of(
                "roberta-large",
                ToxicChatTag.Label.probability(false, random.nextDouble() / 100),
                "t5-large",
                ToxicChatTag.Label.score(false, random.nextDouble() / 1000))),
        Traits.NONE);
  }

  private OpenAiModeration moderation() {
    Map<String, Boolean> categories = new LinkedHashMap<>();
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String category : OpenAiModeration.CATEGORIES) {
      categories.put(category, false);
      scores.put(category, random.nextDouble() * 1e-5);
    }
    return new OpenAiModeration(categories, scores, false);
  }

  /** Words as often as in real texts: the rank decides. */
  private String text(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int rank = (int) Math.pow(WORDS, random.nextDouble()) - 1;
      text.append(words[rank]).append(i % 12 == 11 ? ".\n" : i % 5 == 4 ? ", " : " ");
    }
    return text.toString();
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 2 + random.nextInt(8); i > 0; i--) {
      word.append(random.nextInt(200) == 0 ? 'é' : (char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }
}
