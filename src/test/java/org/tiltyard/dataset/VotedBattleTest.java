package org.tiltyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.RowWriter;
import org.tiltyard.schema.Rows;
import org.tiltyard.schema.Schema;

/** A voted battle as a line of the published schema. */
class VotedBattleTest {

  @Test
  void writesThePublishedFieldsInTheirOrder() {
    VotedBattle battle =
        new VotedBattle(
            "c0fc42c6f5f14f2aa5a89f71f8553730",
            "vicuna-13b",
            "koala-13b",
            "tie (bothbad)",
            973,
            List.of(
                new VotedBattle.Turn("Count <1> \"two\"", "1, 4", "1\n4"),
                new VotedBattle.Turn("续", "七", "😀")),
            2,
            true,
            "English",
            Instant.ofEpochSecond(1_682_351_591, 132_200_000));

    assertThat(write(battle))
        .isEqualTo(
            """
            {"question_id":"c0fc42c6f5f14f2aa5a89f71f8553730","model_a":"vicuna-13b",
            "model_b":"koala-13b","winner":"tie (bothbad)","judge":"arena_user_973",
            "conversation_a":[{"content":"Count <1> \\"two\\"","role":"user"},
            {"content":"1, 4","role":"assistant"},{"content":"续","role":"user"},
            {"content":"七","role":"assistant"}],
            "conversation_b":[{"content":"Count <1> \\"two\\"","role":"user"},
            {"content":"1\\n4","role":"assistant"},{"content":"续","role":"user"},
            {"content":"😀","role":"assistant"}],
            "turn":2,"anony":true,"language":"English","tstamp":1682351591.1322,
            "openai_moderation":null,"toxic_chat_tag":null}
            """
                    .replace("\n", "")
                + "\n");
  }

  @Test
  void timesAreFloatsWithAtMostFourDecimals() {
    assertThat(write(votedAt(Instant.ofEpochSecond(1_700_000_000, 0))))
        .contains("\"tstamp\":1700000000.0,");
    assertThat(write(votedAt(Instant.ofEpochSecond(1_700_000_000, 120_000_000))))
        .contains("\"tstamp\":1700000000.12,");
    assertThat(write(votedAt(Instant.ofEpochSecond(1_700_000_000, 123_456_789))))
        .contains("\"tstamp\":1700000000.1235,");
  }

  private static VotedBattle votedAt(Instant time) {
    return new VotedBattle(
        "c0fc42c6f5f14f2aa5a89f71f8553730",
        "vicuna-13b",
        "koala-13b",
        "tie",
        1,
        List.of(new VotedBattle.Turn("One", "Two", "Three")),
        1,
        true,
        "English",
        time);
  }

  private static String write(VotedBattle battle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RowWriter file = DatasetFiles.writer(Schema.ARENA_33K, Format.JSONL, out)) {
      file.write(Rows.of(Schema.ARENA_33K, battle.conversation()).orElseThrow());
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
