package org.tiltyard.battle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The form for {@link PairingSettings}, as it is filled in: lines in text areas, shares in %. */
record PairingForm(
    @Nullable String policy,
    @Nullable String boosts,
    @Nullable String targets,
    @Nullable String onlyMeet,
    @Nullable String neverMeet,
    @Nullable String explore,
    @Nullable String newcomerVotes,
    @Nullable String newcomerShare) {

  static final String PREFIX = "tiltyard.pairing";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DECIMAL = "-?\\d{1,9}(\\.\\d{1,9})?";
  private static final String WHOLE = "-?\\d{1,9}";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  static PairingForm of(PairingSettings settings) {
    return new PairingForm(
        settings.policy().name().toLowerCase(Locale.ROOT),
        String.join("\n", settings.boosts()),
        String.join("\n", settings.targets()),
        String.join("\n", settings.onlyMeet()),
        String.join("\n", settings.neverMeet()),
        percent(settings.explore()),
        String.valueOf(settings.newcomerVotes()),
        percent(settings.newcomerShare()));
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).multiply(HUNDRED).stripTrailingZeros().toPlainString();
  }

  /** The values that settings are changed by, by key; fields that were not sent are left out. */
  Map<String, JsonNode> values() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    put(values, "policy", policy == null ? null : JSON.stringNode(policy));
    put(values, "boosts", lines(boosts));
    put(values, "targets", lines(targets));
    put(values, "only-meet", lines(onlyMeet));
    put(values, "never-meet", lines(neverMeet));
    put(values, "explore", share(explore));
    put(
        values,
        "newcomer-votes",
        newcomerVotes == null ? null : JSON.stringNode(newcomerVotes.strip()));
    put(values, "newcomer-share", share(newcomerShare));
    return values;
  }

  private static void put(Map<String, JsonNode> values, String name, @Nullable JsonNode value) {
    if (value != null) {
      values.put(PREFIX + "." + name, value);
    }
  }

  private static @Nullable JsonNode lines(@Nullable String text) {
    if (text == null) {
      return null;
    }
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var array = JSON.arrayNode();
    lines.forEach(array::add);
    return array;
  }

  private static @Nullable JsonNode share(@Nullable String percent) {
    return percent == null
        ? null
        : JSON.numberNode(new BigDecimal(percent.strip()).divide(HUNDRED));
  }

  /** The fields that should hold a number and don't; {@link #values} needs them to. */
  List<String> notNumbers() {
    List<String> fields = new ArrayList<>();
    if (explore != null && !explore.strip().matches(DECIMAL)) {
      fields.add("explore");
    }
    if (newcomerVotes != null && !newcomerVotes.strip().matches(WHOLE)) {
      fields.add("newcomer-votes");
    }
    if (newcomerShare != null && !newcomerShare.strip().matches(DECIMAL)) {
      fields.add("newcomer-share");
    }
    return fields;
  }
}
