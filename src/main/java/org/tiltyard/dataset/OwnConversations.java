package org.tiltyard.dataset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.OwnTexts.Answer;
import org.tiltyard.dataset.OwnTexts.Drawn;
import org.tiltyard.dataset.OwnTexts.Turn;
import org.tiltyard.dataset.OwnVotes.Head;
import org.tiltyard.moderation.MessageKey;
import org.tiltyard.moderation.ModerationRecords;
import org.tiltyard.moderation.Result;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Extra;
import org.tiltyard.schema.Message;
import org.tiltyard.schema.ProvenanceRow;
import org.tiltyard.schema.ProvenanceRow.AnswerOrigin;
import org.tiltyard.schema.Traits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Voted battles as conversations. */
@Component
class OwnConversations {

  private static final Set<String> ENDED = Set.of("complete", "stopped");

  private final OwnTexts texts;
  private final TagRecords tagRecords;
  private final ModerationRecords moderation;
  private final JsonMapper json;

  OwnConversations(
      OwnTexts texts, TagRecords tagRecords, ModerationRecords moderation, JsonMapper json) {
    this.texts = texts;
    this.tagRecords = tagRecords;
    this.moderation = moderation;
    this.json = json;
  }

  /** A vote with all that was said before it. */
  private record Voted(
      Head head,
      List<Turn> before,
      List<Turn> own,
      @Nullable Drawn drawn,
      @Nullable Tags tags,
      Checks checks) {

    List<Turn> all() {
      List<Turn> all = new ArrayList<>(before);
      all.addAll(own);
      return all;
    }
  }

  /** In the same order. */
  List<StoredConversation> of(List<Head> page) {
    if (page.isEmpty()) {
      return List.of();
    }
    Map<String, String> continued = texts.continued(page);
    Set<String> battles = new HashSet<>(continued.values());
    page.forEach(head -> battles.add(head.id()));
    Map<String, List<Turn>> turns = texts.turns(battles);
    Map<String, Drawn> draws = texts.draws(battles);
    Map<String, Tags> tags = tagRecords.of(page.stream().map(Head::id).toList());
    Map<String, Map<MessageKey, List<Result>>> results = moderation.ofAll(battles);
    List<StoredConversation> all = new ArrayList<>();
    for (Head head : page) {
      List<Turn> before = new ArrayList<>();
      for (String id = continued.get(head.id()); id != null; id = continued.get(id)) {
        before.addAll(0, turns.getOrDefault(id, List.of()));
      }
      List<Turn> own = turns.getOrDefault(head.id(), List.of());
      all.add(
          stored(
              new Voted(
                  head,
                  before,
                  own,
                  draws.get(head.id()),
                  tags.get(head.id()),
                  new Checks(before, own, results)),
              first(head, continued)));
    }
    return all;
  }

  /** Where a chain of battles that were carried on began. */
  private static String first(Head head, Map<String, String> continued) {
    String first = head.id();
    for (String id = continued.get(first); id != null; id = continued.get(first)) {
      first = id;
    }
    return first;
  }

  private StoredConversation stored(Voted voted, String session) {
    Head head = voted.head;
    List<Turn> all = voted.all();
    Conversation conversation =
        new Conversation(
            head.id(),
            head.modelA(),
            head.modelB(),
            head.winner(),
            "arena_user_" + head.judge(),
            messages(all, "a"),
            messages(all, "b"),
            voted.own.size(),
            head.mode().equals("anonymous"),
            head.language(),
            Timestamps.of(head.votedAt()),
            voted.checks.moderation(),
            voted.checks.toxicity(),
            traits(session, head));
    return new StoredConversation(
        head.id(),
        conversation,
        Source.OWN,
        null,
        finished(voted.own),
        head.demo(),
        voted.tags,
        provenance(voted));
  }

  private static Traits traits(String session, Head head) {
    return session.equals(head.id())
        ? Traits.NONE
        : new Traits(null, null, null, null, null, session, null, null);
  }

  private static List<Message> messages(List<Turn> turns, String seat) {
    List<Message> messages = new ArrayList<>(2 * turns.size());
    for (Turn turn : turns) {
      messages.add(Message.user(turn.prompt()));
      messages.add(Message.assistant(turn.text(seat)));
    }
    return messages;
  }

  private static boolean finished(List<Turn> turns) {
    return !turns.isEmpty()
        && turns.stream()
            .allMatch(turn ->
                turn.answers().size() == 2
                    && turn.answers().values().stream()
                        .allMatch(
                            answer -> ENDED.contains(answer.state()) && !answer.text().isBlank()));
  }

  private ProvenanceRow provenance(Voted voted) {
    Head head = voted.head;
    @Nullable Drawn drawn = voted.drawn;
    JsonNode reasons = json.readTree(head.reasons());
    return new ProvenanceRow(
        head.id(),
        Source.OWN.key(),
        head.mode(),
        drawn == null ? null : drawn.policy(),
        drawn == null ? null : drawn.propensity(),
        drawn == null ? null : drawn.attempts(),
        drawn != null,
        origins(voted.own, "a"),
        origins(voted.own, "b"),
        drawn == null ? 0 : drawn.attempts() - 1,
        null,
        strings(reasons.path("a")),
        strings(reasons.path("b")),
        head.comment(),
        timeToVote(voted),
        null,
        null,
        voted.own.isEmpty() ? null : voted.own.getLast().termsVersion(),
        null,
        voted.checks.further(),
        null,
        Extra.NONE);
  }

  private static List<String> strings(JsonNode list) {
    List<String> strings = new ArrayList<>();
    list.forEach(entry -> strings.add(entry.asString()));
    return strings;
  }

  private static @Nullable Long timeToVote(Voted voted) {
    return voted.own.stream()
        .flatMap(turn -> turn.answers().values().stream())
        .map(Answer::settledAt)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .map(settled -> Duration.between(settled, voted.head.votedAt()).toMillis())
        .orElse(null);
  }

  private List<AnswerOrigin> origins(List<Turn> turns, String seat) {
    List<AnswerOrigin> origins = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      Answer answer = turns.get(i).answers().get(seat);
      if (answer != null) {
        origins.add(origin(i + 1, answer));
      }
    }
    return origins;
  }

  private AnswerOrigin origin(int turn, Answer answer) {
    return new AnswerOrigin(
        turn,
        answer.endpointKind(),
        answer.providerModel(),
        null,
        answer.finishReason(),
        answer.firstTokenMs(),
        answer.durationMs(),
        answer.tokensIn(),
        answer.tokensOut(),
        retries(answer.steps()),
        answer.state().equals("stopped"),
        answer.regenerations());
  }

  private int retries(String steps) {
    int retries = 0;
    for (JsonNode step : json.readTree(steps)) {
      retries += step.path("step").asString("").equals("retried") ? 1 : 0;
    }
    return retries;
  }
}
