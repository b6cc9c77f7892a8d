package org.tiltyard.schema;

import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.MtBenchRow.Judge;
import org.tiltyard.schema.Problem.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** The kinds of values that the published files write in more than one way. */
final class Loose {

  /** A number, or in JSON also a text. */
  static final Kind<String> NUMBER_OR_TEXT = new NumberOrText(true);

  /** A text, or in JSON also a number. */
  static final Kind<String> TEXT_OR_NUMBER = new NumberOrText(false);

  /** A text, or in JSON also a list of texts; columns have the list as JSON text. */
  static final Kind<Judge> TEXT_OR_LIST = new TextOrList();

  /** A text that is a JSON array of texts and nulls. */
  static final Kind<String> TEXTS_AS_JSON = new TextsAsJson();

  /** Any object; columns have the published categories of it. */
  static final Kind<CategoryTag> CATEGORIES = new Categories();

  private Loose() {}

  private record NumberOrText(boolean number) implements Kind<String> {

    @Override
    public Column.Type column() {
      return number ? Column.Scalar.INT64 : Column.Scalar.STRING;
    }

    @Override
    public void write(JsonGenerator json, String value) {
      if (Numbers.isWhole(value)) {
        json.writeNumber(value);
      } else {
        Scalars.STRING.write(json, value);
      }
    }

    @Override
    public String read(Object tree, Place place) throws BadRow {
      return tree instanceof String
          ? Scalars.STRING.read(tree, place)
          : Long.toString(Scalars.INT64.read(tree, place));
    }

    @Override
    public FieldType parquet() {
      return number ? FieldTypes.LONG : FieldTypes.STRING;
    }

    @Override
    public Object toParquet(String value) {
      return number ? (Object) MtBenchRow.number(value) : WellFormed.text(value);
    }
  }

  private record TextOrList() implements Kind<Judge> {

    private static final Kind<List<String>> TEXTS = new ListKind<>(Scalars.STRING);

    @Override
    public Column.Type column() {
      return Column.Scalar.STRING;
    }

    @Override
    public void write(JsonGenerator json, Judge judge) {
      if (judge.several()) {
        TEXTS.write(json, judge.names());
      } else {
        Scalars.STRING.write(json, judge.names().getFirst());
      }
    }

    @Override
    public Judge read(Object tree, Place place) throws BadRow {
      if (tree instanceof List<?>) {
        return new Judge(TEXTS.read(tree, place), true);
      }
      String name = Scalars.STRING.read(tree, place);
      return place.columnar() && name.startsWith("[\"")
          ? new Judge(TEXTS.read(parsed(name, place), place), true)
          : Judge.named(name);
    }

    @Override
    public FieldType parquet() {
      return FieldTypes.STRING;
    }

    @Override
    public Object toParquet(Judge judge) {
      return WellFormed.text(
          judge.several() ? JsonText.of(judge.names()) : judge.names().getFirst());
    }
  }

  private record TextsAsJson() implements Kind<String> {

    @Override
    public Column.Type column() {
      return Column.Scalar.STRING;
    }

    @Override
    public void write(JsonGenerator json, String value) {
      Scalars.STRING.write(json, value);
    }

    @Override
    public String read(Object tree, Place place) throws BadRow {
      String text = Scalars.STRING.read(tree, place);
      if (!(parsed(text, place) instanceof List<?> list)) {
        throw place.bad(Reason.WRONG_TYPE, "a JSON array wanted");
      }
      for (@Nullable Object element : list) {
        if (element != null && !(element instanceof String)) {
          throw place.wrongType("a JSON array of texts", element);
        }
      }
      return text;
    }

    @Override
    public FieldType parquet() {
      return FieldTypes.STRING;
    }

    @Override
    public Object toParquet(String value) {
      return WellFormed.text(value);
    }
  }

  private static Object parsed(String text, Place place) throws BadRow {
    try {
      Object tree = JsonText.parse(text);
      if (tree != null) {
        return tree;
      }
    } catch (JacksonException | JsonText.DuplicateKey e) {
      // Said below.
    }
    throw place.bad(Reason.MALFORMED, "not a JSON array");
  }

  private record Categories() implements Kind<CategoryTag> {

    /** The published classifiers with the names and kinds of what they say. */
    private static final Map<String, Map<String, Kind<?>>> PUBLISHED = new LinkedHashMap<>();

    static {
      Map<String, Kind<?>> writing = new LinkedHashMap<>();
      writing.put("creative_writing", Scalars.BOOL);
      writing.put("score", Scalars.STRING);
      PUBLISHED.put("creative_writing_v0.1", writing);
      Map<String, Kind<?>> criteria = new LinkedHashMap<>();
      for (String name :
          List.of(
              "complexity",
              "creativity",
              "domain_knowledge",
              "problem_solving",
              "real_world",
              "specificity",
              "technical_accuracy")) {
        criteria.put(name, Scalars.BOOL);
      }
      PUBLISHED.put("criteria_v0.1", criteria);
      Map<String, Kind<?>> following = new LinkedHashMap<>();
      following.put("if", Scalars.BOOL);
      following.put("score", Scalars.INT64);
      PUBLISHED.put("if_v0.1", following);
      PUBLISHED.put("math_v0.1", Map.of("math", Scalars.BOOL));
    }

    @Override
    public Column.Type column() {
      List<Column> classifiers = new ArrayList<>();
      PUBLISHED.forEach((classifier, kinds) -> {
        List<Column> columns = new ArrayList<>();
        kinds.forEach((name, kind) -> columns.add(new Column(name, kind.column())));
        classifiers.add(new Column(classifier, new Column.Struct(columns)));
      });
      return new Column.Struct(classifiers);
    }

    @Override
    public void write(JsonGenerator json, CategoryTag tag) {
      json.writeRawValue(tag.json());
    }

    @Override
    public CategoryTag read(Object tree, Place place) throws BadRow {
      if (!(tree instanceof Map<?, ?> map)) {
        throw place.wrongType("an object", tree);
      }
      return new CategoryTag(JsonText.of(place.columnar() ? withoutNulls(map) : map));
    }

    private static Map<Object, Object> withoutNulls(Map<?, ?> map) {
      Map<Object, Object> kept = new LinkedHashMap<>();
      map.forEach((name, value) -> {
        if (value != null) {
          kept.put(name, value instanceof Map<?, ?> inner ? withoutNulls(inner) : value);
        }
      });
      return kept;
    }

    @SuppressWarnings("NullAway") // The library takes null for a column without a value.
    @Override
    public FieldType parquet() {
      var model = FieldTypes.writeRecordModel(Map.class);
      PUBLISHED.forEach((classifier, kinds) -> {
        var struct = FieldTypes.writeRecordModel(Map.class);
        kinds.forEach((name, kind) ->
            struct.withField(name, kind.parquet(), map -> fitting(map.get(name), kind)));
        model.withField(
            classifier, struct, map -> map.get(classifier) instanceof Map<?, ?> said ? said : null);
      });
      return model;
    }

    private static <V> @Nullable Object fitting(@Nullable Object value, Kind<V> kind) {
      try {
        return value == null ? null : kind.toParquet(kind.read(value, Place.row(false)));
      } catch (BadRow e) {
        return null;
      }
    }

    @Override
    public @Nullable Object toParquet(CategoryTag tag) {
      return JsonText.parse(tag.json());
    }
  }
}
