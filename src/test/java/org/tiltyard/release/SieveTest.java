package org.tiltyard.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tiltyard.dataset.LeakNames;
import org.tiltyard.dataset.Source;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.disclosure.PersonalData;
import org.tiltyard.review.Reviewed;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Message;
import org.tiltyard.schema.OpenAiModeration;
import org.tiltyard.schema.ProvenanceRow;
import org.tiltyard.schema.Schema;
import org.tiltyard.schema.Traits;

/** Each row is dropped by the first rule that matches, and counted there. */
class SieveTest {

  private static final String LONG = "How old can an oak become, and where?";

  private static final ProvenanceRow NOTHING =
      (ProvenanceRow) DatasetFiles.parse(Schema.PROVENANCE, "{\"question_id\":\"x\"}");

  private final List<StoredConversation> rows = new ArrayList<>();
  private final Map<String, Reviewed.State> reviewed = new HashMap<>();
  private final Map<String, Rule> distrusted = new HashMap<>();

  private final Candidates source =
      new Candidates() {
        @Override
        public long count(Plan plan, Instant cutOff) {
          return rows.size();
        }

        @Override
        public long countUnvoted(Plan plan, Instant cutOff) {
          return 3;
        }

        @Override
        public long countWithdrawn(Plan plan, Instant cutOff) {
          return 2;
        }

        @Override
        public Map<String, Identity> identities() {
          return Map.of("oak", new Identity("oak-7b", null, "Royal Forest"));
        }

        @Override
        public Map<String, Rule> distrusted(Collection<String> ids) {
          Map<String, Rule> asked = new HashMap<>(distrusted);
          asked.keySet().retainAll(ids);
          return asked;
        }

        @Override
        public LeakNames.Known leakNames() {
          return LeakNames.Known.of(List.of("oak = Old Barky, Eiche"));
        }

        @Override
        public Reviewed review(StoredConversation candidate, Instant cutOff) {
          String id = candidate.conversation().questionId();
          return new Reviewed(reviewed.getOrDefault(id, Reviewed.State.CLEARED), Map.of());
        }

        @Override
        public void forEach(Plan plan, Instant cutOff, Consumer<StoredConversation> reader) {
          rows.forEach(reader);
        }
      };

  private static Plan plan(Set<Rule> rules, String... blocked) {
    Plan usual = Plan.usual();
    return new Plan(
        usual.schema(),
        Format.JSONL,
        null,
        null,
        List.of(),
        List.of(),
        usual.source(),
        rules,
        Plan.PersonalData.KEEP,
        List.of("yew"),
        List.of(blocked),
        "CC0",
        "CC0");
  }

  private void add(String prompt, String answer, UnaryOperator<Conversation> change) {
    add(prompt, answer, change, true);
  }

  private void add(
      String prompt, String answer, UnaryOperator<Conversation> change, boolean finished) {
    Conversation plain =
        new Conversation(
            String.format("%032d", rows.size()),
            "oak",
            "elm",
            "model_a",
            "arena_user_1",
            List.of(Message.user(prompt), Message.assistant(answer)),
            List.of(Message.user(prompt), Message.assistant("The other one")),
            1,
            true,
            "English",
            rows.size(),
            null,
            null,
            Traits.NONE);
    Conversation changed = change.apply(plain);
    rows.add(
        new StoredConversation(
            changed.questionId(), changed, Source.OWN, null, finished, false, null, NOTHING));
  }

  /** The row that was added last. */
  private void distrust(Rule why) {
    distrusted.put(rows.getLast().id(), why);
  }

  private static Conversation with(
      Conversation from, String modelB, boolean anony, @Nullable OpenAiModeration moderation) {
    return new Conversation(
        from.questionId(),
        from.modelA(),
        modelB,
        from.winner(),
        from.judge(),
        from.conversationA(),
        from.conversationB(),
        from.turn(),
        anony,
        from.language(),
        from.tstamp(),
        moderation,
        null,
        Traits.NONE);
  }

  private Map<Rule, Long> dropped(Plan plan, List<String> kept) {
    Sifting.Counts counts =
        new Sifting(source, plan, Instant.EPOCH, source::distrusted, (done, total) -> {})
            .sift(candidate -> kept.add(candidate.conversation().questionId()));
    assertThat(counts.considered()).isEqualTo(rows.size() + 5);
    assertThat(counts.kept()).isEqualTo(kept.size());
    assertThat(counts.dropped().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(counts.considered() - counts.kept());
    return counts.dropped();
  }

  @Test
  void countsWhereTheFirstRuleMatches() {
    OpenAiModeration flagged = new OpenAiModeration(Map.of("hate", true), Map.of(), true);
    add(LONG, "A thousand years", one -> one);
    add(LONG + " (shown)", "Short", one -> with(one, "elm", false, flagged), false);
    add(LONG + " (cut)", "Cu", one -> one, false);
    add(LONG + " (told)", "I am oak-7b, made by Royal Forest.", one -> one);
    add(LONG + " (alias)", "They call me Old Barky.", one -> one);
    add(LONG + " (flagged)", "By a rule of integrity", one -> one);
    distrust(Rule.FLAGGED_VOTE);
    add("Hi", "Too short, and of a banned judge", one -> one);
    distrust(Rule.BANNED);
    add("Hello", "Hello to you", one -> one);
    add("   ", "Nothing was asked, at length", one -> one);
    add("Tell me of the heath in spring", "It is no HEATHEN matter", one -> one);
    add(LONG + " (flagged)", "Flagged", one -> with(one, "elm", true, flagged));
    add(LONG + " (yew)", "Yew", one -> with(one, "yew", true, null));
    add(LONG, "A thousand years", one -> one);

    List<String> kept = new ArrayList<>();
    Map<Rule, Long> dropped =
        dropped(plan(EnumSet.complementOf(EnumSet.of(Rule.TOO_FREQUENT)), "heath"), kept);

    assertThat(kept).containsExactly(rows.getFirst().conversation().questionId());
    assertThat(dropped)
        .containsEntry(Rule.NOT_A_VOTE, 3L)
        .containsEntry(Rule.NOT_ANONYMOUS, 1L)
        .containsEntry(Rule.UNFINISHED_ANSWER, 1L)
        .containsEntry(Rule.IDENTITY_LEAKED, 2L)
        .containsEntry(Rule.FLAGGED_VOTE, 1L)
        .containsEntry(Rule.BANNED, 1L)
        .containsEntry(Rule.WITHDRAWN, 2L)
        .containsEntry(Rule.TOO_SHORT, 2L)
        .containsEntry(Rule.BLOCKED_WORD, 1L)
        .containsEntry(Rule.MODERATION_FLAGGED, 1L)
        .containsEntry(Rule.EXCLUDED_MODEL, 1L)
        .containsEntry(Rule.DUPLICATE, 1L)
        .doesNotContainKey(Rule.TOO_FREQUENT);
  }

  @Test
  void rulesThatAreOffDropNothing() {
    add("Hello", "Hello to you", one -> with(one, "yew", false, null), false);
    add("Hello", "Hello to you", one -> with(one, "yew", false, null), false);
    distrust(Rule.BANNED);

    List<String> kept = new ArrayList<>();
    dropped(plan(Set.of()), kept);

    assertThat(kept).hasSize(2);
  }

  /** Twelve prompts asked twice or more; those asked once are not frequent, whatever there is. */
  @Test
  void theTenMostFrequentPromptsAreDropped() {
    for (int prompt = 0; prompt < 12; prompt++) {
      for (int times = 0; times < (prompt == 11 ? 3 : 2); times++) {
        add("  A frequent PROMPT number " + prompt, "Answer " + times, one -> one);
      }
    }
    add("A frequent prompt  number 11 ", "Yet another", one -> one);
    add("A prompt that is asked once", "Once", one -> one);

    List<String> kept = new ArrayList<>();
    Map<Rule, Long> dropped = dropped(plan(Set.of(Rule.TOO_FREQUENT)), kept);

    // Number 11 four times, and 0 to 8 twice each.
    assertThat(dropped).containsEntry(Rule.TOO_FREQUENT, 4L + 9 * 2);
    assertThat(kept).hasSize(2 * 2 + 1);
  }

  @Test
  void blockedWordsAreWholeOnesExceptWhereNothingIsBetweenWords() {
    BlockedWords words = new BlockedWords(List.of("über", "橡树"));

    add("Geht das ÜBER uns hinaus?", "Nein", one -> one);
    add("Eine Überraschung", "Nein", one -> one);
    add("最老的橡树有多老", "很老", one -> one);

    assertThat(rows.stream().map(row -> words.in(row.conversation())))
        .containsExactly(true, false, true);
    assertThat(new BlockedWords(List.of()).in(rows.getFirst().conversation())).isFalse();
  }

  @Test
  void aPromptIsNeverInTwoSplits() {
    Set<String> splits = new java.util.TreeSet<>();
    for (int i = 0; i < 200; i++) {
      add("Prompt number " + i, "Answer", one -> one);
      Conversation conversation = rows.getLast().conversation();
      splits.add(Splits.of(Schema.ULTRACHAT_200K, conversation));
      assertThat(Splits.of(Schema.ARENA_33K, conversation)).isEqualTo("train");
      add("prompt NUMBER " + i, "Another answer", one -> one);
      assertThat(Splits.of(Schema.ULTRACHAT_200K, rows.getLast().conversation()))
          .isEqualTo(Splits.of(Schema.ULTRACHAT_200K, conversation));
    }
    assertThat(splits).containsExactly("test_gen", "test_sft", "train_gen", "train_sft");
  }

  @Test
  void personalDataIsMaskedInBothConversationsAlike() {
    add(
        "Write to Ada.Byron@analytical.engine.org, please, and be quick",
        "To ada.byron@analytical.engine.org? Done.",
        one -> one);
    add("Nothing of that kind is in here", "No", one -> one);

    StoredConversation masked = PersonalTexts.masked(rows.getFirst());

    assertThat(PersonalTexts.in(rows.getFirst())).isTrue();
    assertThat(masked.conversation().conversationA())
        .containsExactly(
            Message.user("Write to <EMAIL_1>, please, and be quick"),
            Message.assistant("To <EMAIL_1>? Done."));
    assertThat(PersonalTexts.masked(rows.getLast())).isSameAs(rows.getLast());
  }

  @Test
  void whatIsHeldForReviewAndWhatWasDroppedThereIsCountedApart() {
    for (Reviewed.State state : Reviewed.State.values()) {
      add(LONG + " " + state, "A thousand years", one -> one);
      reviewed.put(rows.getLast().conversation().questionId(), state);
    }
    add(LONG + " (nothing personal)", "A thousand years", one -> one);
    Plan usual = plan(Set.of());
    List<String> kept = new ArrayList<>();

    Map<Rule, Long> counts =
        dropped(
            new Plan(
                usual.schema(),
                usual.format(),
                null,
                null,
                List.of(),
                List.of(),
                usual.source(),
                Set.of(),
                Plan.PersonalData.REVIEW,
                List.of(),
                List.of(),
                "CC0",
                "CC0"),
            kept);

    assertThat(counts)
        .containsEntry(Rule.PERSONAL_DATA, 1L)
        .containsEntry(Rule.HELD_FOR_REVIEW, 1L);
    assertThat(kept).hasSize(2);
    assertThat(usual.has(Rule.HELD_FOR_REVIEW)).isFalse();
  }

  @Test
  void onlyWhatIsChosenIsMasked() {
    add("Write to ada@engine.org and ben@engine.org, please", "Done", one -> one);

    StoredConversation masked =
        PersonalTexts.masked(
            rows.getFirst(),
            text ->
                PersonalData.find(text, "English").stream()
                    .filter(finding -> finding.text().startsWith("ben"))
                    .toList());

    assertThat(masked.conversation().conversationA().getFirst().content())
        .isEqualTo("Write to ada@engine.org and <EMAIL_1>, please");
  }
}
