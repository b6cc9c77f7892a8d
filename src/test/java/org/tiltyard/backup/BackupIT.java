package org.tiltyard.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.LinkedMultiValueMap;
import org.tiltyard.leaderboard.Board;
import org.tiltyard.leaderboard.BoardQuery;
import org.tiltyard.leaderboard.BoardRow;
import org.tiltyard.leaderboard.Boards;
import org.tiltyard.leaderboard.SeededBattles;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;

/** An arena is backed up, restored, and moved from H2 to whatever database this run is on. */
class BackupIT {

  private static final String SETTING = "--tiltyard.leaderboard.minimum-votes=1";

  @TempDir private static Path folder;

  private static TestDatabase original;
  private static List<BoardRow> board;
  private static Map<String, List<String>> rows;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeAll
  static void anArenaOnH2WithVotes() {
    original = TestDatabase.h2(folder.resolve("original"));
    try (TestArena arena = TestArena.on(original, List.of(SETTING))) {
      SeededBattles seeded = new SeededBattles(arena);
      List<String> models = seeded.models("alder", "birch", "cedar — «ünïcode» 🌲");
      seeded.votes(models.get(0), models.get(1), "model_a", 7);
      seeded.votes(models.get(1), models.get(2), "tie", 3);
      seeded.votes(models.get(1), models.get(0), "model_a", 2);
      String later = seeded.votes(models.get(2), models.get(0), "model_b", 600);
      // A battle that continues one whose row comes after its own.
      arena
          .database()
          .sql("update battle set continues = ? where id = ?")
          .params(later, SeededBattles.id(40, 0))
          .update();
      seeded.areCounted();
      board = board(arena);
      arena.database().sql("select nextval('judge_number')").query(Long.class).single();
    }
    rows = rows(original);
    assertThat(rows.get("vote")).hasSize(612);
  }

  private static List<BoardRow> board(TestArena arena) {
    Board now = arena.part(Boards.class).of(BoardQuery.of(new LinkedMultiValueMap<>()));
    assertThat(now.rows()).hasSize(3);
    return now.rows();
  }

  /** All there is, as text. */
  private static Map<String, List<String>> rows(TestDatabase database) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    try (DatabaseContents contents = new DatabaseContents(source(database))) {
      for (Table table : contents.tables()) {
        List<String> lines = new ArrayList<>();
        contents.read(
            table,
            values -> {
              StringBuilder line = new StringBuilder();
              for (int i = 0; i < values.length; i++) {
                line.append(table.columns().get(i).name()).append('=');
                line.append(
                    values[i] instanceof java.time.OffsetDateTime time
                        ? time.toInstant()
                        : values[i] instanceof byte[] bytes
                            ? java.util.Arrays.toString(bytes)
                            : values[i]);
                line.append(' ');
              }
              lines.add(line.toString());
            });
        all.put(table.name(), lines.stream().sorted().toList());
      }
      all.put("sequences", List.of(contents.sequences().toString()));
    }
    return all;
  }

  private static DataSource source(TestDatabase database) {
    return new org.springframework.jdbc.datasource.DriverManagerDataSource(
        database.url(), database.username(), "");
  }

  private int run(TestDatabase database, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(database.settings());
    assertThat(BackupCommand.isMeant(words)).isTrue();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new BackupCommand(out, out).run(arguments.toArray(String[]::new));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static void isTheSameArena(TestDatabase copy) {
    assertThat(rows(copy)).isEqualTo(rows);
    try (TestArena arena = TestArena.on(copy, List.of(SETTING))) {
      assertThat(board(arena)).isEqualTo(board);
      // And it goes on: what the database deals is not dealt twice.
      new SeededBattles(arena).models("dogwood");
      assertThat(arena.database().sql("select nextval('judge_number')").query(Long.class).single())
          .isEqualTo(2);
      arena.database().sql("insert into board_change (conversation_id) values ('x')").update();
    }
  }

  @Test
  void aBackupRestoresTheSameArena() throws IOException {
    Path file = folder.resolve("arena.zip");
    TestDatabase moved = TestDatabase.fresh(Files.createDirectory(folder.resolve("a")));
    TestDatabase restored = TestDatabase.fresh(Files.createDirectory(folder.resolve("b")));

    assertThat(
            run(
                original,
                "move",
                "--to.url=" + moved.url(),
                "--to.username=" + moved.username(),
                "--to.password="))
        .as(said())
        .isZero();
    assertThat(run(moved, "backup", file.toString())).as(said()).isZero();
    assertThat(run(restored, "restore", file.toString())).as(said()).isZero();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    isTheSameArena(restored);
    isTheSameArena(moved);
  }

  @Test
  void backupsOfEitherDatabaseAreTheSame() throws IOException {
    TestDatabase moved = TestDatabase.fresh(Files.createDirectory(folder.resolve("c")));
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");

    run(original, "backup", first.toString());
    run(moved, "restore", first.toString());
    run(moved, "backup", second.toString());

    assertThat(entries(second)).isEqualTo(entries(first));
  }

  private static Map<String, Long> entries(Path file) throws IOException {
    Map<String, Long> sums = new LinkedHashMap<>();
    try (var zip = new java.util.zip.ZipFile(file.toFile())) {
      zip.stream().forEach(entry -> sums.put(entry.getName(), entry.getCrc()));
    }
    return sums;
  }

  @Test
  void refusesADatabaseThatIsInUseAFileThatIsThereAndWhatIsNoBackup() throws IOException {
    Path file = folder.resolve("again.zip");
    assertThat(run(original, "backup", file.toString())).isZero();

    assertThat(run(original, "restore", file.toString())).isEqualTo(1);
    assertThat(said()).contains("There is an arena already in this database");
    assertThat(run(original, "backup", file.toString())).isEqualTo(1);
    assertThat(said()).contains("There is a file already");

    Path cut = folder.resolve("cut.zip");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    TestDatabase fresh = TestDatabase.fresh(Files.createDirectory(folder.resolve("d")));
    assertThat(run(fresh, "restore", cut.toString())).isEqualTo(1);
    assertThat(said()).contains("not a whole backup");
    assertThat(run(fresh, "backup", folder.resolve("none.zip").toString())).isEqualTo(1);
    assertThat(said()).contains("There is no arena in this database");
    assertThat(rows(original)).isEqualTo(Objects.requireNonNull(rows));
  }

  @Test
  void refusesWhatANewerArenaWrote() throws IOException {
    Path file = folder.resolve("newer.zip");
    TestDatabase fresh = TestDatabase.fresh(Files.createDirectory(folder.resolve("e")));
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new java.util.zip.ZipEntry("backup.json"));
      zip.write(
          "{\"format\":1,\"version\":\"9999\",\"tables\":[],\"rows\":{},\"sequences\":{}}"
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(run(fresh, "restore", file.toString())).isEqualTo(1);
    assertThat(said()).contains("A newer arena wrote this (schema 9999)");
  }
}
