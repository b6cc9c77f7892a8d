package org.tiltyard.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.schema.Problem.Reason;

/** Whatever is wrong with a file is said, with its place, and the rest goes in. */
class BadFilesTest {

  private static final String GOOD =
      """
      {"question_id":"%s","model_a":"a","model_b":"b","winner":"tie","conversation_a":\
      [{"content":"x","role":"user"}],"conversation_b":[{"content":"x","role":"user"}],\
      "turn":1,"anony":true,"language":"English","tstamp":1.5}
      """;

  private final Collected found = new Collected();

  private static String good(String id) {
    return GOOD.formatted(id);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packing = new GZIPOutputStream(out)) {
      packing.write(plain);
    }
    return out.toByteArray();
  }

  @Nested
  class Lines {

    /** Each is put between two good lines. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{\"question_id\":| MALFORMED |",
          "not json| MALFORMED |",
          "[1,2]| MALFORMED |",
          "null| MALFORMED |",
          "{} {}| MALFORMED |",
          "{}| MISSING | question_id",
          "\"tie\"→\"model_c\"| WRONG_VALUE | winner",
          "\"turn\":1→\"turn\":\"1\"| WRONG_TYPE | turn",
          "\"turn\":1→\"turn\":1.5| WRONG_TYPE | turn",
          "\"turn\":1→\"turn\":99999999999999999999| WRONG_TYPE | turn",
          "\"turn\":1→\"turn\":-1| WRONG_VALUE | turn",
          "\"anony\":true→\"anony\":\"yes\"| WRONG_TYPE | anony",
          "\"tstamp\":1.5→\"tstamp\":NaN| MALFORMED |",
          "\"tstamp\":1.5→\"tstamp\":Infinity| MALFORMED |",
          "\"tstamp\":1.5→\"tstamp\":1e999| NOT_FINITE | tstamp",
          "\"tstamp\":1.5→\"tstamp\":\"x\"| WRONG_TYPE | tstamp",
          "\"model_a\":\"a\"→\"model_a\":null| WRONG_TYPE | model_a",
          "\"model_a\":\"a\"→\"model_a\":\"\\ud83d\"| NOT_UNICODE | model_a",
          "\"model_a\":\"a\"→\"model_a\":\"a\",\"model_a\":\"c\"| DUPLICATE_KEY |",
          "\"role\":\"user\"→\"role\":\"robot\"| WRONG_VALUE | conversation_a[0].role",
          "\"role\":\"user\"→\"role\":\"assistant\"| WRONG_VALUE | conversation_a[0].role",
          "\"content\":\"x\"→\"content\":7| WRONG_TYPE | conversation_a[0].content",
          "[{\"content\":\"x\",\"role\":\"user\"}]→[]| WRONG_VALUE | conversation_a",
          "[{\"content\":\"x\",\"role\":\"user\"}]→[null]| WRONG_TYPE | conversation_a[0]",
          "[{\"content\":\"x\",\"role\":\"user\"}]→{}| WRONG_TYPE | conversation_a"
        })
    void eachIsReportedWithItsPlaceAndReason(String line, Reason reason, String field) {
      String[] change = line.split("→");
      String bad =
          change.length == 2 ? good("bad").strip().replace(change[0], change[1]) : line.strip();

      ReadSummary summary =
          found.read(Collected.bytes(good("1") + bad + "\n" + good("3")), "a.jsonl");

      assertThat(found.problems)
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.number()).isEqualTo(2);
            assertThat(problem.reason()).isEqualTo(reason);
            assertThat(problem.field()).isEqualTo(field == null ? "" : field);
          });
      assertThat(found.rows.keySet()).containsExactly(1L, 3L);
      assertThat(summary.whole()).isTrue();
      assertThat(summary.rows()).isEqualTo(2);
      assertThat(summary.problems()).isEqualTo(1);
    }

    @Test
    void marksReturnsAndEmptyLinesDoNoHarm() {
      byte[] file =
          Collected.bytes(
              "\uFEFF" + good("1").replace("\n", "\r\n") + "\r\n\n" + good("4").strip());

      assertThat(found.read(file, "").whole()).isTrue();

      assertThat(found.problems).isEmpty();
      assertThat(found.rows.keySet()).containsExactly(1L, 4L);
    }

    @Test
    void bytesThatAreNotUtf8AreReported() {
      byte[] file = Collected.bytes(good("1") + good("§") + good("3"));
      file[Collected.bytes(good("1")).length + 16] = (byte) 0xC0;

      found.read(file, "");

      assertThat(found.problems).extracting(Problem::reason).containsExactly(Reason.NOT_UNICODE);
      assertThat(found.rows.keySet()).containsExactly(1L, 3L);
    }

    @Test
    void nestingWithoutEndIsRefused() {
      String deep = "{\"question_id\":" + "[".repeat(100_000) + "\n";

      found.read(Collected.bytes(deep + good("2")), "a.jsonl");

      assertThat(found.problems).extracting(Problem::reason).containsExactly(Reason.MALFORMED);
      assertThat(found.rows.keySet()).containsExactly(2L);
    }

    @Test
    void aLineOfTenGigabytesIsPassedOverWithoutBeingHeld() {
      long before = usedMemory();
      InputStream file =
          new SequenceInputStream(
              Collections.enumeration(
                  List.of(
                      new ByteArrayInputStream(Collected.bytes(good("1") + "{\"question_id\":\"")),
                      new Endless(10L << 30),
                      new ByteArrayInputStream(Collected.bytes("\"}\n" + good("3"))))));

      ReadSummary summary = found.read(file, "a.jsonl", ReadLimits.DEFAULT);

      assertThat(summary.whole()).isTrue();
      assertThat(found.problems)
          .containsExactly(new Problem(2, "", Reason.LINE_TOO_LONG, "more than 16777216 bytes"));
      assertThat(found.rows.keySet()).containsExactly(1L, 3L);
      assertThat(usedMemory() - before).isLessThan(200L << 20);
    }

    private static long usedMemory() {
      System.gc();
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aFileOfNothingButBadLinesIsLeft() {
      ReadLimits limits = new ReadLimits(1 << 20, 1 << 30, 100, 50);

      ReadSummary summary =
          found.read(
              new ByteArrayInputStream(Collected.bytes("no\n".repeat(10_000))), "a.jsonl", limits);

      assertThat(found.problems).hasSize(50);
      assertThat(stopped(summary).reason()).isEqualTo(Reason.TOO_MANY_PROBLEMS);
      assertThat(stopped(summary).number()).isEqualTo(50);
    }
  }

  private static Problem stopped(ReadSummary summary) {
    Problem stopped = summary.stopped();
    if (stopped == null) {
      throw new AssertionError("read whole: " + summary);
    }
    return stopped;
  }

  /** The letter x, again and again. */
  private static final class Endless extends InputStream {

    private long left;
    private byte[] filled = {};

    Endless(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      if (filled != bytes) {
        Arrays.fill(bytes, from, from + count, (byte) 'x');
        filled = from == 0 && count == bytes.length ? bytes : filled;
      }
      left -= count;
      return count;
    }
  }

  @Nested
  class Files {

    @Test
    void emptyIsNothingWrong() {
      assertThat(found.read(new byte[0], "a.jsonl").whole()).isTrue();
      assertThat(found.rows).isEmpty();
    }

    @Test
    void truncatedGzipIsSaidWithWhatWasReadOfIt() throws IOException {
      StringBuilder lines = new StringBuilder();
      Random random = new Random(3);
      for (int i = 0; i < 2_000; i++) {
        lines.append(good(Long.toHexString(random.nextLong())));
      }
      byte[] packed = gzip(Collected.bytes(lines.toString()));

      ReadSummary summary = found.read(Arrays.copyOf(packed, packed.length / 2), "a.jsonl.gz");

      assertThat(stopped(summary).reason()).isEqualTo(Reason.TRUNCATED);
      assertThat(stopped(summary).number()).isEqualTo(summary.rows() + 1);
      assertThat(summary.rows()).isBetween(500L, 1_500L).isEqualTo(found.rows.size());
      assertThat(summary.problems()).isZero();
    }

    @Test
    void truncatedZstdLikewise() {
      byte[] packed = Zstd.compress(Collected.bytes(good("1").repeat(9)));

      assertThat(stopped(found.read(Arrays.copyOf(packed, packed.length - 5), "")).reason())
          .isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void damagedGzipIsSaid() throws IOException {
      byte[] packed = gzip(Collected.bytes(good("1").repeat(9)));
      packed[packed.length / 2] ^= 0x55;

      assertThat(stopped(found.read(packed, "")).reason()).isIn(Reason.DAMAGED, Reason.TRUNCATED);
    }

    @Test
    void bombsAreLeftEarly() throws IOException {
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      try (OutputStream packing = new GZIPOutputStream(bomb)) {
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        for (int i = 0; i < 300; i++) {
          packing.write(spaces);
        }
      }

      ReadSummary summary = found.read(bomb.toByteArray(), "a.jsonl.gz");

      assertThat(stopped(summary).reason()).isEqualTo(Reason.BOMB);
    }

    @Test
    void thereIsALargestSize() throws IOException {
      ReadLimits limits = new ReadLimits(1 << 20, 10_000, 1_000, 50);
      byte[] packed = gzip(Collected.bytes(good("1").repeat(100)));

      ReadSummary summary = found.read(new ByteArrayInputStream(packed), "", limits);

      assertThat(stopped(summary).reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void whatIsNotKnownIsNamed() {
      assertThat(stopped(found.read(Collected.bytes("hello"), "notes.txt")).reason())
          .isEqualTo(Reason.UNKNOWN_FORMAT);
      assertThat(stopped(found.read(Collected.bytes("[{\"a\":1}]"), "a.jsonl")).detail())
          .contains("array");
      Problem fields = stopped(found.read(Collected.bytes("{\"a\":1,\"b\":2}\n"), "a.jsonl"));
      assertThat(fields.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA);
      assertThat(found.problems.getLast().detail()).isEqualTo("fields a, b");
    }

    @Test
    void aStreamThatFailsIsNobodysFault() {
      InputStream failing =
          new SequenceInputStream(
              new ByteArrayInputStream(Collected.bytes(good("1"))),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw new IOException("line cut");
                }
              });

      assertThatThrownBy(() -> found.read(failing, "a.jsonl", ReadLimits.DEFAULT))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage("line cut");
    }
  }

  @Nested
  class Cells {

    private static final String HEAD =
        "id,model_a,model_b,prompt,response_a,response_b,winner_model_a,winner_model_b,winner_tie\n";
    private static final String RECORD = "%s,a,b,\"[\"\"p\"\"]\",[null],\"[\"\"r\"\"]\",0,0,1\n";

    @Test
    void badRecordsArePassedOver() {
      String file =
          HEAD
              + RECORD.formatted("1")
              + "2,a,b\n"
              + RECORD.formatted("3").replace(",1\n", ",x\n")
              + RECORD.formatted("4").replace(",1\n", ",2\n")
              + RECORD.formatted("5").replace("[null]", "[1]")
              + RECORD.formatted("6").replace("[null]", "[")
              + RECORD.formatted("7");

      ReadSummary summary = found.read(Collected.bytes(file), "train.csv");

      assertThat(summary.whole()).isTrue();
      assertThat(found.rows.keySet()).containsExactly(2L, 8L);
      assertThat(found.problems)
          .extracting(problem -> problem.number() + " " + problem.field() + " " + problem.reason())
          .containsExactly(
              "3  WRONG_CELLS",
              "4 winner_tie WRONG_TYPE",
              "5 winner_tie WRONG_VALUE",
              "6 response_a WRONG_TYPE",
              "7 response_a MALFORMED");
    }

    @Test
    void aQuoteThatNeverEndsIsBounded() {
      ReadLimits limits = new ReadLimits(1 << 20, 1L << 40, 1_000, 50);
      InputStream file =
          new SequenceInputStream(
              new ByteArrayInputStream(Collected.bytes(HEAD + RECORD.formatted("1") + "2,\"")),
              new Endless(1L << 32));

      ReadSummary summary = found.read(file, "train.csv", limits);

      assertThat(stopped(summary).reason()).isEqualTo(Reason.LINE_TOO_LONG);
      assertThat(found.rows.keySet()).containsExactly(2L);
    }

    @Test
    void quotesThatDoNotMatchEndTheReading() {
      String file = HEAD + RECORD.formatted("1") + "2,\"a\"b,c\n" + RECORD.formatted("3");

      ReadSummary summary = found.read(Collected.bytes(file), "train.csv");

      assertThat(stopped(summary).reason()).isEqualTo(Reason.DAMAGED);
      assertThat(found.rows.keySet()).containsExactly(2L);
    }
  }

  @Nested
  class Columns {

    @Test
    void anyDamageIsSaidAndNothingElseHappens() {
      byte[] whole =
          Collected.write(
              Schema.ARENA_33K, Format.PARQUET, new RandomRows(5).rows(Schema.ARENA_33K, 200));
      Random random = new Random(6);
      int damaged = 0;
      for (int i = 0; i < 150; i++) {
        byte[] file = whole.clone();
        int changes = 1 + random.nextInt(20);
        for (int c = 0; c < changes; c++) {
          file[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt();
        }
        if (random.nextBoolean()) {
          file = Arrays.copyOf(file, 4 + random.nextInt(file.length - 4));
        }
        ReadSummary summary = new Collected().read(file, "a.parquet");
        damaged += summary.whole() ? 0 : 1;
        assertThat(summary.rows()).isLessThanOrEqualTo(200);
      }
      assertThat(damaged).isGreaterThan(100);
    }

    @Test
    void valuesOutsideTheSchemaAreReportedByRow() {
      ArenaRow good = (ArenaRow) DatasetFiles.parse(Schema.ARENA_33K, good("1"));
      ArenaRow bad =
          (ArenaRow) DatasetFiles.parse(Schema.ARENA_33K, good("2").replace("\"anony\":true,", ""));
      ArenaRow wrong =
          new ArenaRow(
              "3",
              "a",
              "b",
              "nobody",
              null,
              good.conversationA(),
              good.conversationB(),
              1L,
              true,
              "x",
              1.0,
              null,
              null,
              Extra.NONE);

      ReadSummary summary =
          found.read(
              Collected.write(Schema.ARENA_33K, Format.PARQUET, List.of(good, bad, wrong)), "");

      assertThat(summary.rows()).isEqualTo(2);
      assertThat(found.problems)
          .containsExactly(new Problem(3, "winner", Reason.WRONG_VALUE, "nobody"));
    }
  }

  @Nested
  class Zips {

    private Map<String, ReadSummary> read(Map<String, byte[]> entries) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          zip.write(entry.getValue());
          zip.closeEntry();
        }
      }
      return DatasetFiles.readAll(
          new ByteArrayInputStream(out.toByteArray()),
          FileGuess.named("release.zip"),
          ReadLimits.DEFAULT,
          name -> found);
    }

    @Test
    void aReleaseComesInWholeAndNamesThatLeadOutDoNot() throws IOException {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      entries.put("r/README.md", Collected.bytes("# Card"));
      entries.put("r/data/train-0.jsonl", Collected.bytes(good("1")));
      entries.put("../../etc/cron.d/x.jsonl", Collected.bytes(good("2")));
      entries.put("/tmp/x.jsonl", Collected.bytes(good("3")));
      entries.put("r\\..\\x.jsonl", Collected.bytes(good("4")));
      entries.put("C:x.jsonl", Collected.bytes(good("5")));
      entries.put("r/data/train-1.jsonl.gz", gzip(Collected.bytes(good("6"))));
      entries.put(
          "r/data/train-2.parquet",
          Collected.write(
              Schema.ULTRACHAT, Format.PARQUET, new RandomRows(8).rows(Schema.ULTRACHAT, 20)));

      Map<String, ReadSummary> summaries = read(entries);

      assertThat(summaries.keySet())
          .containsExactly(
              "r/data/train-0.jsonl",
              "../../etc/cron.d/x.jsonl",
              "/tmp/x.jsonl",
              "r\\..\\x.jsonl",
              "C:x.jsonl",
              "r/data/train-1.jsonl.gz",
              "r/data/train-2.parquet");
      summaries.forEach((name, summary) -> {
        if (name.startsWith("r/")) {
          assertThat(summary.whole()).isTrue();
          assertThat(summary.rows()).isPositive();
        } else {
          assertThat(stopped(summary).reason()).isEqualTo(Reason.UNSAFE_NAME);
          assertThat(summary.rows()).isZero();
        }
      });
    }

    @Test
    void bombsInsideAreLeft() throws IOException {
      byte[] spaces = new byte[200 << 20];
      Map<String, byte[]> entries = new LinkedHashMap<>();
      entries.put("a.jsonl", Collected.bytes(good("1")));
      entries.put("README.md", spaces);
      entries.put("b.jsonl", Collected.bytes(good("2")));

      Map<String, ReadSummary> summaries = read(entries);

      assertThat(summaries.keySet()).containsExactly("a.jsonl", "release.zip");
      assertThat(stopped(Objects.requireNonNull(summaries.get("release.zip"))).reason())
          .isEqualTo(Reason.BOMB);
    }
  }

  /** A good file with bytes changed by chance: reported or read, never an exception. */
  @Test
  void noiseNeverBreaksTheReader() throws IOException {
    byte[] lines =
        Collected.write(
            Schema.ARENA_100K, Format.JSONL, new RandomRows(9).rows(Schema.ARENA_100K, 20));
    byte[] cells =
        Collected.write(Schema.ARENA_55K, Format.CSV, new RandomRows(9).rows(Schema.ARENA_55K, 20));
    Random random = new Random(10);
    for (int i = 0; i < 100; i++) {
      for (byte[] whole : List.of(lines, cells, gzip(lines), Zstd.compress(lines))) {
        byte[] file = whole.clone();
        for (int c = random.nextInt(30); c >= 0; c--) {
          file[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        Collected noise = new Collected();
        ReadSummary summary = noise.read(file, "");
        assertThat(summary.rows()).isEqualTo(noise.rows.size());
        assertThat(summary.problems()).isEqualTo(noise.problems.size());
        for (Problem problem : noise.problems) {
          assertThat(problem.detail().length()).isLessThan(200);
        }
      }
    }
    assertThat(new String(lines, StandardCharsets.UTF_8)).contains("conv_metadata");
  }
}
