package org.tiltyard.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tiltyard.dataset.OwnTexts.Turn;
import org.tiltyard.moderation.CategoryResult;
import org.tiltyard.moderation.ConversationModeration;
import org.tiltyard.moderation.MessageKey;
import org.tiltyard.moderation.Result;
import org.tiltyard.schema.OpenAiModeration;
import org.tiltyard.schema.ProvenanceRow.ModerationResult;
import org.tiltyard.schema.ToxicChatTag;

/** What moderation found in the messages of a conversation that count, as datasets have it. */
final class Checks {

  /** The one category of classifiers. */
  private static final String TOXICITY = "toxicity";

  private static final String NOT_CHECKED = "not-checked";

  /** A message, and where datasets have it. */
  private record Place(MessageKey message, int turn, String role) {}

  private final List<MessageKey> messages = new ArrayList<>();
  private final List<Place> own = new ArrayList<>();
  private final Map<MessageKey, List<Result>> results = new HashMap<>();

  /**
   * @param before turns that were carried over
   * @param judged the battle's own
   * @param found results by battle
   */
  Checks(List<Turn> before, List<Turn> judged, Map<String, Map<MessageKey, List<Result>>> found) {
    before.forEach(turn -> add(turn, 0, found));
    for (int i = 0; i < judged.size(); i++) {
      add(judged.get(i), i + 1, found);
    }
  }

  private void add(Turn turn, int number, Map<String, Map<MessageKey, List<Result>>> found) {
    results.putAll(found.getOrDefault(turn.battle(), Map.of()));
    add(MessageKey.prompt(turn.battle(), turn.number()), number, "user");
    for (String seat : List.of("a", "b")) {
      OwnTexts.Answer answer = turn.answers().get(seat);
      if (answer != null && !answer.text().isEmpty()) {
        add(
            MessageKey.answer(turn.battle(), turn.number(), seat, answer.attempt()),
            number,
            "model_" + seat);
      }
    }
  }

  private void add(MessageKey message, int turn, String role) {
    messages.add(message);
    if (turn > 0) {
      own.add(new Place(message, turn, role));
    }
  }

  /** The worst of all messages; null unless each was checked in every published category. */
  @Nullable OpenAiModeration moderation() {
    return ConversationModeration.of(ConversationModeration.OPENAI, messages, results)
        .filter(ConversationModeration::complete)
        .map(Checks::published)
        .orElse(null);
  }

  private static OpenAiModeration published(ConversationModeration of) {
    Map<String, Boolean> categories = new LinkedHashMap<>();
    Map<String, Double> scores = new LinkedHashMap<>();
    of.categories()
        .forEach((name, result) -> {
          categories.put(name, result.flagged());
          scores.put(name, result.score());
        });
    return new OpenAiModeration(categories, scores, of.flagged());
  }

  /**
   * The worst of all messages by each classifier that has checked all of them; null without any.
   */
  @Nullable ToxicChatTag toxicity() {
    Set<String> links =
        new TreeSet<>(
            Comparator.<String>comparingInt(Checks::rank).thenComparing(Comparator.naturalOrder()));
    messages.forEach(message ->
        results.getOrDefault(message, List.of()).forEach(result -> links.add(result.link())));
    Map<String, ToxicChatTag.Label> labels = new LinkedHashMap<>();
    for (String link : links) {
      ConversationModeration.of(link, messages, results)
          .map(of -> of.further().get(TOXICITY))
          .ifPresent(worst -> labels.put(link, label(link, worst)));
    }
    return labels.isEmpty() ? null : new ToxicChatTag(labels);
  }

  /** The published classifiers come first, in their order. */
  private static int rank(String link) {
    int published = ToxicChatTag.CLASSIFIERS.indexOf(link);
    return published < 0 ? ToxicChatTag.CLASSIFIERS.size() : published;
  }

  private static ToxicChatTag.Label label(String link, CategoryResult worst) {
    return link.startsWith("t5")
        ? ToxicChatTag.Label.score(worst.flagged(), worst.score())
        : ToxicChatTag.Label.probability(worst.flagged(), worst.score());
  }

  /**
   * Everything that the rows of the arena's schema have no place for; null when there is nothing.
   */
  @Nullable List<ModerationResult> further() {
    List<ModerationResult> further = new ArrayList<>();
    for (Place place : own) {
      for (Result result : results.getOrDefault(place.message, List.of())) {
        if (!result.checked()) {
          further.add(
              new ModerationResult(place.turn, place.role, result.link(), NOT_CHECKED, null, null));
        }
        boolean openai = result.link().equals(ConversationModeration.OPENAI);
        result
            .categories()
            .forEach((category, found) -> {
              if (!openai || !ConversationModeration.PUBLISHED.contains(category)) {
                further.add(
                    new ModerationResult(
                        place.turn,
                        place.role,
                        result.link(),
                        category,
                        found.flagged(),
                        found.score()));
              }
            });
      }
    }
    return further.isEmpty() ? null : further;
  }
}
