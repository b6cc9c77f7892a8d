package org.tiltyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversations as rows of every schema, and back. */
class RowsTest {

  private static final String ID = "0123456789abcdef0123456789abcdef";

  private static Conversation judged(String winner, int turn, List<Message> a, List<Message> b) {
    return new Conversation(
        ID,
        "left",
        "right",
        winner,
        "arena_user_7",
        a,
        b,
        turn,
        true,
        "English",
        1682351591.1322,
        null,
        null,
        Traits.NONE);
  }

  private static Conversation judged(String winner) {
    return judged(winner, 2, side("One", "A1", "Two", "A2"), side("One", "B1", "Two", "B2"));
  }

  private static List<Message> side(String... texts) {
    List<Message> messages = new ArrayList<>();
    for (String text : texts) {
      messages.add(messages.size() % 2 == 0 ? Message.user(text) : Message.assistant(text));
    }
    return messages;
  }

  private static Row row(Schema schema, Conversation conversation) {
    return Rows.of(schema, conversation).orElseThrow();
  }

  private static String json(Schema schema, Conversation conversation) {
    return DatasetFiles.json(row(schema, conversation));
  }

  @Test
  void pairsBeginWhereTheSidesDiffer() {
    assertThat(json(Schema.PREFERENCE_PAIRS, judged("model_b")))
        .isEqualTo(
            """
            {"prompt":[{"content":"One","role":"user"}],\
            "chosen":[{"content":"B1","role":"assistant"},{"content":"Two","role":"user"},\
            {"content":"B2","role":"assistant"}],\
            "rejected":[{"content":"A1","role":"assistant"},{"content":"Two","role":"user"},\
            {"content":"A2","role":"assistant"}]}\
            """);
    Conversation sameStart =
        judged("model_a", 2, side("One", "Same", "Two", "A2"), side("One", "Same", "Two", "B2"));
    PreferencePairRow pair = (PreferencePairRow) row(Schema.PREFERENCE_PAIRS, sameStart);
    assertThat(pair.prompt()).isEqualTo(side("One", "Same", "Two"));
    assertThat(pair.chosen()).containsExactly(Message.assistant("A2"));
    assertThat(pair.rejected()).containsExactly(Message.assistant("B2"));
  }

  @Test
  void pairsThatTeachNothingAreLeftOut() {
    assertThat(Rows.of(Schema.PREFERENCE_PAIRS, judged("tie"))).isEmpty();
    assertThat(Rows.of(Schema.HH_RLHF, judged("tie (bothbad)"))).isEmpty();
    assertThat(
            Rows.of(
                Schema.PREFERENCE_PAIRS, judged("model_a", 1, side("One", "A"), side("One", "A"))))
        .isEmpty();
    assertThat(
            Rows.of(Schema.PREFERENCE_PAIRS, judged("model_a", 1, side("One", "A"), side("One"))))
        .isEmpty();
  }

  @Test
  void hhRlhfIsOneTextForEachSide() {
    assertThat(json(Schema.HH_RLHF, judged("model_a")))
        .isEqualTo(
            """
            {"chosen":"\\n\\nHuman: One\\n\\nAssistant: A1\\n\\nHuman: Two\\n\\nAssistant: A2",\
            "rejected":"\\n\\nHuman: One\\n\\nAssistant: B1\\n\\nHuman: Two\\n\\nAssistant: B2"}\
            """);
  }

  @Test
  void ultraChatIsThePreferredSide() {
    assertThat(json(Schema.ULTRACHAT, judged("model_b")))
        .isEqualTo("{\"id\":\"" + ID + "\",\"data\":[\"One\",\"B1\",\"Two\",\"B2\"]}");
    assertThat(Rows.of(Schema.ULTRACHAT, judged("tie"))).isEmpty();
    UltraChat200kRow row = (UltraChat200kRow) row(Schema.ULTRACHAT_200K, judged("model_a"));
    assertThat(row.prompt()).isEqualTo("One");
    assertThat(row.promptId())
        .as("sha256sum of One")
        .isEqualTo("8b12507783d5becacbf2ebe5b01a60024d8728a8f86dcc818bce699e8b3320bc");
    assertThat(row.messages()).isEqualTo(side("One", "A1", "Two", "A2"));
  }

  @Test
  void splitsDependOnThePromptAloneAndAreAboutAsLargeAsTheyShouldBe() {
    Map<String, Integer> sizes = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      String prompt = "Prompt " + i;
      String split =
          new UltraChat200kRow(prompt, Hashes.of(prompt), side(prompt), Extra.NONE).split();
      assertThat(
              new UltraChat200kRow(prompt, Hashes.of(prompt), side(prompt, "x"), Extra.NONE)
                  .split())
          .isEqualTo(split);
      sizes.merge(split, 1, Integer::sum);
    }
    assertThat(sizes.keySet()).containsExactlyInAnyOrderElementsOf(Schema.ULTRACHAT_200K.splits());
    assertThat(sizes.get("train_sft")).isBetween(4_200, 4_800);
    assertThat(sizes.get("train_gen")).isBetween(4_200, 4_800);
    assertThat(sizes.get("test_sft")).isBetween(400, 600);
    assertThat(sizes.get("test_gen")).isBetween(400, 600);
  }

  @ParameterizedTest
  @CsvSource({"model_a,1,0,0", "model_b,0,1,0", "tie,0,0,1", "tie (bothbad),0,0,1"})
  void winnersOf55kAreThreeFlags(String winner, int a, int b, int tie) {
    assertThat(row(Schema.ARENA_55K, judged(winner)))
        .isEqualTo(
            new Arena55kRow(
                ID,
                "left",
                "right",
                "[\"One\",\"Two\"]",
                "[\"A1\",\"A2\"]",
                "[\"B1\",\"B2\"]",
                a,
                b,
                tie,
                Extra.NONE));
  }

  @Test
  void whatWasCarriedOverIsOnlyInTheFullConversationOf140k() {
    Arena140kRow row =
        (Arena140kRow)
            row(
                Schema.ARENA_140K,
                judged(
                    "tie (bothbad)",
                    1,
                    side("One", "A1", "Two", "A2"),
                    side("One", "B1", "Two", "B2")));

    assertThat(row.winner()).isEqualTo("both_bad");
    assertThat(row.timestamp()).isEqualTo("2023-04-24T15:53:11.132200");
    assertThat(row.evaluationSessionId()).isEqualTo(ID);
    assertThat(row.evaluationOrder()).isEqualTo(1);
    assertThat(row.conversationA()).hasSize(2);
    assertThat(row.conversationA().getFirst().content().getFirst().text()).isEqualTo("Two");
    assertThat(row.fullConversation()).hasSize(2);
  }

  @Test
  void questionsOfMtBenchAreNumbersThatTheSamePromptsShare() {
    MtBenchRow row = (MtBenchRow) row(Schema.MT_BENCH, judged("model_a"));
    MtBenchRow other =
        (MtBenchRow)
            row(
                Schema.MT_BENCH,
                judged("tie", 1, side("one ", "x", "TWO", "y"), side("one ", "x", "TWO", "y")));

    assertThat(row.questionId()).matches("[0-9]+").isEqualTo(other.questionId());
    assertThat(row.number()).isBetween(0L, 1L << 53);
    assertThat(DatasetFiles.json(row)).contains("\"question_id\":" + row.number() + ",");
    assertThat(Rows.of(Schema.MT_BENCH, judged("tie", 3, side("x", "y"), side("x", "y"))))
        .isEmpty();
  }

  @Test
  void inconsistentJudgmentsAreOnlyInMtBench() {
    assertThat(Rows.of(Schema.MT_BENCH, judged("tie (inconsistent)"))).isPresent();
    for (Schema schema : Schema.values()) {
      if (schema != Schema.MT_BENCH) {
        assertThat(Rows.of(schema, judged("tie (inconsistent)"))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Schema.class,
      names = {"ARENA_33K", "ARENA_55K", "ARENA_100K", "ARENA_140K"})
  void conversationsComeBackFromRows(Schema schema) {
    for (Row row : new RandomRows(41).rows(schema, 100)) {
      Conversation conversation = Rows.conversation(row).orElseThrow();
      assertThat(conversation.questionId()).isEqualTo(row.key());
      Row again = row(schema, conversation);
      if (schema == Schema.ARENA_140K) {
        // Its full conversation may have come from more than the row's own.
        assertThat(((Arena140kRow) again).conversationA())
            .isEqualTo(((Arena140kRow) row).conversationA());
      } else {
        assertThat(again).isEqualTo(row);
      }
    }
  }

  @Test
  void rowsWithoutModelsAreNoConversations() {
    for (Schema schema :
        List.of(Schema.PREFERENCE_PAIRS, Schema.HH_RLHF, Schema.ULTRACHAT, Schema.PROVENANCE)) {
      for (Row row : new RandomRows(42).rows(schema, 10)) {
        assertThat(Rows.conversation(row)).isEqualTo(Optional.empty());
      }
    }
  }
}
