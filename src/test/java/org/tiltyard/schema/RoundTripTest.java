package org.tiltyard.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written is read back, in every format, packed or not, and is written alike again. */
class RoundTripTest {

  private static final int CONVERSATIONS = 200;

  static Stream<Arguments> everyFormat() {
    return Arrays.stream(Schema.values())
        .flatMap(schema -> schema.formats().stream().map(format -> Arguments.of(schema, format)));
  }

  @ParameterizedTest
  @MethodSource("everyFormat")
  void rowsComeBack(Schema schema, Format format) {
    List<Row> rows = new RandomRows(11).rows(schema, CONVERSATIONS);
    assertThat(rows).hasSizeGreaterThan(40);

    byte[] file = Collected.write(schema, format, rows);

    assertThat(Collected.rowsOf(file, "rows." + format.extension())).isEqualTo(rows);
    assertThat(Collected.write(schema, format, rows)).isEqualTo(file);
  }

  @ParameterizedTest
  @EnumSource(Schema.class)
  void everyObjectHasEveryFieldInItsOrder(Schema schema) {
    for (Row row : new RandomRows(12).rows(schema, 20)) {
      assertThat(JsonText.parse(DatasetFiles.json(row)))
          .isInstanceOfSatisfying(
              Map.class,
              map ->
                  assertThat(new ArrayList<Object>(map.keySet()))
                      .isEqualTo(schema.columns().stream().map(Column::name).toList()));
    }
  }

  @Test
  void packedFilesAreToldByTheirFirstBytes() throws IOException {
    List<Row> rows = new RandomRows(13).rows(Schema.ARENA_33K, 50);
    byte[] plain = Collected.write(Schema.ARENA_33K, Format.JSONL, rows);
    byte[] parquet = Collected.write(Schema.ARENA_33K, Format.PARQUET, rows);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    int half = new String(plain, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    members.write(packed(Arrays.copyOf(plain, half), "gz"));
    members.write(packed(Arrays.copyOfRange(plain, half, plain.length), "gz"));

    assertThat(Collected.rowsOf(packed(plain, "gz"), "a.jsonl")).isEqualTo(rows);
    assertThat(Collected.rowsOf(packed(plain, "zst"), "a.jsonl.gz")).isEqualTo(rows);
    assertThat(Collected.rowsOf(members.toByteArray(), "")).isEqualTo(rows);
    assertThat(Collected.rowsOf(packed(parquet, "gz"), "a.jsonl")).isEqualTo(rows);
  }

  private static byte[] packed(byte[] plain, String how) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packing =
        how.equals("gz") ? new GZIPOutputStream(out) : new ZstdOutputStream(out)) {
      packing.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void bytesDependOnNothingButTheRows() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    List<Row> rows = new RandomRows(14).rows(Schema.ARENA_140K, 50);
    List<byte[]> before =
        List.of(
            Collected.write(Schema.ARENA_140K, Format.JSONL, rows),
            Collected.write(Schema.ARENA_140K, Format.PARQUET, rows));
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      List<Row> again = new RandomRows(14).rows(Schema.ARENA_140K, 50);

      assertThat(Collected.write(Schema.ARENA_140K, Format.JSONL, again)).isEqualTo(before.get(0));
      assertThat(Collected.write(Schema.ARENA_140K, Format.PARQUET, again))
          .isEqualTo(before.get(1));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /**
   * The hashes of what another start of Java wrote. They change only if a library writes other
   * bytes; then releases do, too, and the change log has to say so.
   */
  @ParameterizedTest
  @CsvSource({
    "JSONL, 9ca813d537fa15b6b6a1790b31d8e3443fa9b69446da39c1c089108b5c36a725",
    "PARQUET, 7e5f051a0fa38254b6d705a6f361a0a6066d6c1b64493e5d5c096dfba64c0f49"
  })
  void everyStartOfJavaWritesTheSame(Format format, String hash) throws NoSuchAlgorithmException {
    List<Row> rows = new RandomRows(15).rows(Schema.ARENA_33K, 300);

    byte[] file = Collected.write(Schema.ARENA_33K, format, rows);

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
        .isEqualTo(hash);
  }

  @Test
  void whatTheSchemaDoesNotKnowOrTheSourceLacksIsWrittenAgain() {
    String line =
        """
        {"question_id":"q","model_a":"a","model_b":"b","winner":"tie","conversation_a":\
        [{"content":"x","role":"user","num_tokens":1}],"conversation_b":\
        [{"content":"x","role":"user"}],"turn":1,"openai_moderation":{"categories":\
        {"hate":false,"illicit":true},"category_scores":{"hate":1e-05,"illicit":0.25},\
        "flagged":true,"model":"omni"},"toxic_chat_tag":{"t5-large":{"flagged":false,\
        "score":0.5,"v":1.50},"minilm":{"flagged":true,"probability":1.0}},\
        "later":{"a":[1,2.50,-0,1E400,"x",null,true]}}\
        """;

    Row row = DatasetFiles.parse(Schema.ARENA_33K, line);

    assertThat(DatasetFiles.json(row)).isEqualTo(line);
    assertThat(((ArenaRow) row).extra().absent())
        .isEqualTo(Set.of("judge", "anony", "language", "tstamp"));
  }

  @Test
  void judgesOfMtBenchAreNamesOrLists() {
    String line =
        """
        {"question_id":%s,"model_a":"a","model_b":"b","winner":"tie (inconsistent)",\
        "judge":%s,"conversation_a":[{"content":"x","role":"user"}],\
        "conversation_b":[{"content":"x","role":"user"}],"turn":2}\
        """;
    String listed = line.formatted("81", "[\"gpt-4\",\"pair-v2\"]");
    String named = line.formatted("\"mtbench-81\"", "\"expert_3\"");
    List<Row> rows =
        List.of(
            DatasetFiles.parse(Schema.MT_BENCH, listed),
            DatasetFiles.parse(Schema.MT_BENCH, named));

    assertThat(DatasetFiles.json(rows.get(0))).isEqualTo(listed);
    assertThat(DatasetFiles.json(rows.get(1))).isEqualTo(named);
    List<Row> columns =
        Collected.rowsOf(Collected.write(Schema.MT_BENCH, Format.PARQUET, rows), "");
    assertThat(columns.get(0)).isEqualTo(rows.get(0));
    assertThat(((MtBenchRow) columns.get(1)).number()).isEqualTo(Hashes.number("mtbench-81"));
    assertThat(rows.get(0).key()).isEqualTo("81/a/b/gpt-4,pair-v2/2");
  }

  @Test
  void textsThatNoFileCanHoldAreMended() {
    Row row =
        new UltraChatRow(
            "1", List.of("half \uD83D of a pair", "\uDE00", "whole \uD83D\uDE00"), Extra.NONE);

    for (Format format : Schema.ULTRACHAT.formats()) {
      byte[] file = Collected.write(Schema.ULTRACHAT, format, List.of(row));
      assertThat(((UltraChatRow) Collected.rowsOf(file, "").getFirst()).data())
          .containsExactly("half \uFFFD of a pair", "\uFFFD", "whole \uD83D\uDE00");
    }
  }

  @Test
  void cellsThatLookLikeFormulasAreLeftAlone() {
    Row row =
        new Arena55kRow(
            "=1+1",
            "+model",
            "@model",
            "[\"=cmd|' /C calc'!A0\"]",
            "[null]",
            "[\"a,\\n\"]",
            0,
            0,
            1,
            Extra.NONE);

    byte[] file = Collected.write(Schema.ARENA_55K, Format.CSV, List.of(row));

    assertThat(new String(file, StandardCharsets.UTF_8))
        .isEqualTo(
            """
            id,model_a,model_b,prompt,response_a,response_b,winner_model_a,winner_model_b,winner_tie
            =1+1,+model,@model,"[""=cmd|' /C calc'!A0""]",[null],"[""a,\\n""]",0,0,1
            """);
    assertThat(Collected.rowsOf(file, "train.csv")).containsExactly(row);
  }

  @Test
  void aFileTakesRowsOfItsSchemaOnly() {
    RowWriter writer =
        DatasetFiles.writer(Schema.ARENA_33K, Format.JSONL, OutputStream.nullOutputStream());
    assertThatThrownBy(() -> writer.write(new HhRlhfRow("a", "b", Extra.NONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            DatasetFiles.writer(Schema.ARENA_33K, Format.CSV, OutputStream.nullOutputStream()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
