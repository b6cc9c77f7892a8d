package org.tiltyard.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.ProvenanceRow.AnswerOrigin;
import org.tiltyard.schema.ProvenanceRow.Flag;
import org.tiltyard.schema.ProvenanceRow.ModerationResult;
import org.tiltyard.schema.ToxicChatTag.Label;

/** Conversations and rows by chance, the same for the same seed; texts of every ugly kind. */
final class RandomRows {

  private static final List<String> SNIPPETS =
      List.of(
          "Why is the sky blue?",
          "",
          " ",
          "\n\n# Heading\n- item\n1. one\n**bold** __too__\n",
          "```python\ndef f():\n  return \"a,b\"\n```",
          "\"quoted\", 'single', back\\slash",
          "=1+2",
          "@SUM(A1)",
          "-5",
          "😀👩‍👩‍👧‍👦",
          "続き、漢字かな交じり文",
          "عربي \u202Eabc\u202C",
          "a\u0000b",
          "\u2028\u2029\u0085",
          "tab\tand\rreturn\r\nand newline",
          "\uFEFFmark",
          "[\"gpt-4\", \"pair-v2\"]",
          "é e\u0301",
          "NaN",
          "null");

  private final Random random;

  RandomRows(long seed) {
    random = new Random(seed);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(SNIPPETS.get(random.nextInt(SNIPPETS.size())));
    }
    return text.toString();
  }

  private <T> @Nullable T perhaps(Supplier<T> value) {
    return random.nextInt(4) == 0 ? null : value.get();
  }

  private double number() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(10);
      case 1 -> random.nextDouble();
      case 2 -> Double.MIN_VALUE * (1 + random.nextInt(50));
      default -> random.nextDouble() * 1e-6;
    };
  }

  String id() {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  Conversation conversation() {
    List<Message> a = new ArrayList<>();
    List<Message> b = new ArrayList<>();
    int turns = 1 + random.nextInt(3);
    for (int i = 0; i < turns; i++) {
      Message prompt = Message.user(text());
      a.add(prompt);
      a.add(Message.assistant(text()));
      b.add(prompt);
      b.add(Message.assistant(text()));
    }
    return new Conversation(
        id(),
        "model-" + random.nextInt(9),
        "model-" + random.nextInt(9),
        List.of("model_a", "model_b", "tie", "tie (bothbad)").get(random.nextInt(4)),
        "arena_user_" + random.nextInt(100),
        a,
        b,
        turns,
        random.nextBoolean(),
        random.nextBoolean() ? "English" : "unknown",
        (1_700_000_000_0000L + random.nextInt(1_000_000_000)) / 1e4,
        perhaps(this::moderation),
        perhaps(this::toxicity),
        Traits.NONE);
  }

  private OpenAiModeration moderation() {
    Map<String, Boolean> categories = new LinkedHashMap<>();
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String category : OpenAiModeration.CATEGORIES) {
      categories.put(category, random.nextBoolean());
      scores.put(category, number());
    }
    return new OpenAiModeration(categories, scores, random.nextBoolean());
  }

  private ToxicChatTag toxicity() {
    Map<String, Label> labels = new LinkedHashMap<>();
    labels.put("roberta-large", Label.probability(random.nextBoolean(), number()));
    labels.put("t5-large", Label.score(random.nextBoolean(), number()));
    return new ToxicChatTag(labels);
  }

  private ProvenanceRow provenance() {
    return new ProvenanceRow(
        id(),
        perhaps(() -> "own"),
        perhaps(() -> "anonymous"),
        perhaps(this::text),
        perhaps(this::number),
        perhaps(() -> random.nextInt(5)),
        perhaps(random::nextBoolean),
        perhaps(() -> List.of(answer(), answer())),
        perhaps(() -> List.of(answer())),
        perhaps(() -> random.nextInt(3)),
        perhaps(this::text),
        perhaps(() -> List.of(text(), text())),
        perhaps(List::of),
        perhaps(this::text),
        perhaps(random::nextLong),
        perhaps(this::text),
        perhaps(() -> "de"),
        perhaps(() -> "2026"),
        perhaps(() -> List.of(new Flag(text(), perhaps(this::text)))),
        perhaps(() ->
            List.of(
                new ModerationResult(
                    1,
                    "user",
                    text(),
                    "illicit/violent",
                    perhaps(random::nextBoolean),
                    perhaps(this::number)))),
        perhaps(() -> Traits.convMetadata(conversation().conversationA(), List.of())),
        Extra.NONE);
  }

  private AnswerOrigin answer() {
    return new AnswerOrigin(
        1 + random.nextInt(3),
        perhaps(this::text),
        perhaps(this::text),
        perhaps(() -> "{\"temperature\":0.7}"),
        perhaps(() -> "stop"),
        perhaps(() -> random.nextInt(9000)),
        perhaps(() -> random.nextInt(90_000)),
        perhaps(() -> random.nextInt(900)),
        perhaps(() -> random.nextInt(900)),
        perhaps(() -> random.nextInt(3)),
        perhaps(random::nextBoolean),
        perhaps(() -> random.nextInt(3)));
  }

  /** Rows of a schema; as many as it has a place for among that many conversations. */
  List<Row> rows(Schema schema, int conversations) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < conversations; i++) {
      if (schema == Schema.PROVENANCE) {
        rows.add(provenance());
      } else {
        Rows.of(schema, conversation()).ifPresent(rows::add);
      }
    }
    return rows;
  }
}
