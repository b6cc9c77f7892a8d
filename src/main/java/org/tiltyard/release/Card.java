package org.tiltyard.release;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.tiltyard.schema.Schema;
import tools.jackson.databind.json.JsonMapper;

/**
 * The texts of a release: the card, {@code README.md}, whose head dataset tools read, and the
 * datasheet. In English, like the schemas.
 */
@Component
class Card {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long KILO = 1000;

  private final MessageSource words;

  Card(MessageSource messageSource) {
    this.words = messageSource;
  }

  String readme(Release release, Contents contents) {
    StringBuilder text = new StringBuilder();
    head(text, release, contents);
    Plan plan = release.plan();
    line(text, "# " + oneLine(release.title()));
    line(text, "");
    line(
        text,
        number(contents.rows())
            + " rows in the schema `"
            + plan.schema().key()
            + "`, from votes of a Tiltyard arena before "
            + release.cutOff()
            + ".");
    line(text, "");
    line(text, "## Load it");
    line(text, "");
    line(text, "```python");
    line(text, "from datasets import load_dataset");
    line(text, "");
    line(text, "rows = load_dataset(\".\", split=\"" + splits(contents).getFirst() + "\")");
    if (hasProvenance(contents)) {
      line(
          text,
          "how = load_dataset(\".\", \"provenance\", split=\"train\")  # joined by question_id");
    }
    line(text, "```");
    line(text, "");
    line(text, "## Verify it");
    line(text, "");
    line(text, "```sh");
    line(text, "sha256sum -c SHA256SUMS");
    line(text, "```");
    line(text, "");
    line(text, "On macOS: `shasum -a 256 -c SHA256SUMS`.");
    line(text, "");
    dropped(text, contents);
    licences(text, plan);
    files(text, contents);
    return text.toString();
  }

  /** The YAML that dataset tools read. */
  private static void head(StringBuilder text, Release release, Contents contents) {
    Plan plan = release.plan();
    line(text, "---");
    line(text, "pretty_name: " + quoted(release.title()));
    line(text, "license: other");
    line(
        text,
        "license_name: "
            + id(plan.promptLicence() + " prompts " + plan.outputLicence() + " outputs"));
    line(text, "size_categories:");
    line(text, "- " + size(contents.rows()));
    line(text, "configs:");
    line(text, "- config_name: default");
    line(text, "  default: true");
    line(text, "  data_files:");
    for (String split : splits(contents)) {
      line(text, "  - split: " + split);
      line(text, "    path: data/" + split + "-*");
    }
    if (hasProvenance(contents)) {
      line(text, "- config_name: provenance");
      line(text, "  data_files:");
      line(text, "  - split: train");
      line(text, "    path: provenance/train-*");
    }
    line(text, "dataset_info:");
    line(text, "- config_name: default");
    line(text, "  features:");
    Features.write(text, plan.schema().columns(), "  ");
    line(text, "  splits:");
    for (String split : splits(contents)) {
      List<Contents.File> files = of(contents, "data/" + split + "-");
      line(text, "  - name: " + split);
      line(text, "    num_bytes: " + files.stream().mapToLong(Contents.File::bytes).sum());
      line(
          text,
          "    num_examples: "
              + files.stream().mapToLong(file -> Objects.requireNonNull(file.rows())).sum());
    }
    line(text, "---");
    line(text, "");
  }

  private void dropped(StringBuilder text, Contents contents) {
    line(text, "## What is not in it");
    line(text, "");
    line(
        text,
        "Of "
            + number(contents.considered())
            + " battles "
            + number(contents.rows())
            + " are in it. Each of the others was left out by the first of these rules that it met,"
            + " in this order:");
    line(text, "");
    line(text, "| rule | battles |");
    line(text, "|---|---:|");
    contents
        .dropped()
        .forEach((rule, count) ->
            line(text, "| " + word("release.rule." + rule) + " | " + number(count) + " |"));
    line(text, "");
    line(
        text,
        "People may withdraw what they said: it then leaves the next release. "
            + number(contents.withdrawn())
            + " battles left this one for that reason.");
    line(text, "");
  }

  private static void licences(StringBuilder text, Plan plan) {
    line(text, "## Licences");
    line(text, "");
    line(text, "- Prompts: " + oneLine(plan.promptLicence()));
    line(text, "- What models wrote: " + oneLine(plan.outputLicence()));
    line(text, "");
  }

  private static void files(StringBuilder text, Contents contents) {
    line(text, "## Files");
    line(text, "");
    line(text, "| file | rows | bytes |");
    line(text, "|---|---:|---:|");
    for (Contents.File file : contents.files()) {
      line(
          text,
          "| `"
              + file.path()
              + "` | "
              + number(Objects.requireNonNull(file.rows()))
              + " | "
              + number(file.bytes())
              + " |");
    }
    line(text, "");
    line(
        text,
        "`manifest.json` has the filters and the counts for programs; `datasheet.md` says how the"
            + " rows came about.");
  }

  String datasheet(Release release, Contents contents) {
    Plan plan = release.plan();
    StringBuilder text = new StringBuilder();
    line(text, "# Datasheet: " + oneLine(release.title()));
    section(
        text,
        "Motivation",
        "To compare language models by what people prefer, without their knowing which model wrote"
            + " what, and to train models on it.");
    section(
        text,
        "Composition",
        "Each row is a vote on a conversation held with two models at once. "
            + number(contents.rows())
            + " rows; schema `"
            + plan.schema().key()
            + "`. Judges are `arena_user_N`, numbered in the order of their first votes; nothing"
            + " else identifies a person. Addresses of networks were never stored.");
    section(
        text,
        "Collection",
        "People wrote prompts in the arena; a policy drew two models, whose places were shuffled;"
            + " both answers were shown side by side, and the person voted. The probability of each"
            + " draw, the policy and the times are in `provenance/`. Votes "
            + (plan.from() == null ? "" : "from " + plan.from() + " ")
            + "before "
            + (plan.to() == null ? release.cutOff() : plan.to())
            + ".");
    section(
        text,
        "Cleaning",
        "Rules applied in this order: "
            + String.join(
                "; ",
                contents.dropped().keySet().stream()
                    .map(rule -> word("release.rule." + rule))
                    .toList())
            + ". README.md counts what each left out. "
            + switch (plan.personalData()) {
              case KEEP ->
                  "Texts are as they were written: personal data that people typed may be in them.";
              case DROP ->
                  "Rows in which personal data was found were left out; some may not have been"
                      + " found.";
              case MASK ->
                  "Personal data that was found has labels such as <EMAIL_1> in its place, the"
                      + " same throughout a conversation; some may not have been found.";
              case REVIEW ->
                  "Researchers decided about each piece of personal data that was found: it stayed,"
                      + " got a label such as <EMAIL_1> in its place, or its row was left out. Rows"
                      + " that nobody had decided about were left out; some may not have been found.";
            });
    section(
        text,
        "Uses",
        "Boards of models, reward models, preference tuning, research on conversations. The votes"
            + " are of those who came to this arena, not of everybody.");
    section(
        text,
        "Distribution",
        "Prompts under " + plan.promptLicence() + ", outputs under " + plan.outputLicence() + ".");
    section(
        text,
        "Maintenance",
        "This release is frozen: it never changes. Who withdraws leaves the next one. Written by"
            + " Tiltyard "
            + contents.software()
            + ".");
    return text.toString();
  }

  private static void section(StringBuilder text, String title, String body) {
    line(text, "");
    line(text, "## " + title);
    line(text, "");
    line(text, body);
  }

  private String word(String key) {
    return words.getMessage(key, null, Locale.ROOT);
  }

  /** The splits that have rows, in the schema's order. */
  private static List<String> splits(Contents contents) {
    Map<String, Long> rows = new TreeMap<>();
    of(contents, "data/")
        .forEach(file -> {
          String name = file.path().substring("data/".length());
          rows.put(name.substring(0, name.indexOf('-')), 0L);
        });
    return Schema.ULTRACHAT_200K.splits().stream().anyMatch(rows::containsKey)
        ? Schema.ULTRACHAT_200K.splits().stream().filter(rows::containsKey).toList()
        : List.copyOf(rows.keySet());
  }

  private static List<Contents.File> of(Contents contents, String prefix) {
    return contents.files().stream().filter(file -> file.path().startsWith(prefix)).toList();
  }

  private static boolean hasProvenance(Contents contents) {
    return !of(contents, "provenance/").isEmpty();
  }

  private static String size(long rows) {
    if (rows < KILO) {
      return "n<1K";
    }
    if (rows < 10 * KILO) {
      return "1K<n<10K";
    }
    if (rows < 100 * KILO) {
      return "10K<n<100K";
    }
    if (rows < KILO * KILO) {
      return "100K<n<1M";
    }
    return rows < 10 * KILO * KILO ? "1M<n<10M" : "10M<n<100M";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Hubs take an identifier here; the licences themselves stand below. */
  private static String id(String words) {
    return words
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.]+", "-")
        .replaceAll("^[-.]+|[-.]+$", "");
  }

  /** Strings of JSON are strings of YAML too. */
  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  /** What people typed can't end a line or begin a tag. */
  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").replace("<", "&lt;");
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
