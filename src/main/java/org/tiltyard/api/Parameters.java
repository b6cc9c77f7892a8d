package org.tiltyard.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The query of a request, read strictly: a parameter that is not known, or not understood, is
 * refused by name, because a filter that silently does nothing makes wrong data.
 */
final class Parameters {

  static final int LIMIT_DEFAULT = 50;
  static final int LIMIT_MAXIMUM = 200;
  private static final int TEXT_MAXIMUM = 200;

  private final String path;
  private final MultiValueMap<String, String> given;

  private Parameters(ServerWebExchange exchange, List<String> known) {
    this.path = exchange.getRequest().getPath().value();
    this.given = exchange.getRequest().getQueryParams();
    given.forEach((name, values) -> {
      if (!known.contains(name)) {
        throw ApiRefused.unknown(name, known);
      }
      if (values.size() > 1) {
        throw ApiRefused.twice(name);
      }
    });
  }

  /** Those of a list: {@code limit} and {@code cursor} beside its filters. */
  static Parameters ofList(ServerWebExchange exchange, String... filters) {
    List<String> known = new ArrayList<>(List.of(filters));
    known.add("limit");
    known.add("cursor");
    return new Parameters(exchange, known);
  }

  /** For a request that takes these and no others. */
  static Parameters only(ServerWebExchange exchange, String... names) {
    return new Parameters(exchange, List.of(names));
  }

  /** How many rows a page may have. */
  int limit() {
    return text("limit").map(Parameters::limit).orElse(LIMIT_DEFAULT);
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MAXIMUM) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      throw ApiRefused.number("limit", 1, LIMIT_MAXIMUM);
    }
    throw ApiRefused.number("limit", 1, LIMIT_MAXIMUM);
  }

  /** Where to go on; empty at the beginning. */
  Optional<Cursor> cursor(String list, int size) {
    return Optional.ofNullable(given.getFirst("cursor"))
        .map(text -> Cursor.parse(text, list, size));
  }

  /** A text as it was sent. */
  Optional<String> text(String name) {
    Optional<String> text = Optional.ofNullable(given.getFirst(name));
    if (given.containsKey(name) && (text.isEmpty() || text.get().isEmpty())) {
      throw ApiRefused.length(name, TEXT_MAXIMUM);
    }
    text.filter(long_ -> long_.length() > TEXT_MAXIMUM)
        .ifPresent(long_ -> {
          throw ApiRefused.length(name, TEXT_MAXIMUM);
        });
    return text;
  }

  /** One of some words. */
  Optional<String> word(String name, List<String> words) {
    Optional<String> text = text(name);
    if (text.isPresent() && !words.contains(text.get())) {
      throw ApiRefused.word(name, words);
    }
    return text;
  }

  /** {@code true} or {@code false}. */
  Optional<Boolean> flag(String name) {
    return word(name, List.of("true", "false")).map(Boolean::valueOf);
  }

  /** A moment; a day is its beginning in UTC. */
  Optional<Instant> time(String name) {
    return text(name).map(text -> time(name, text));
  }

  /** A moment, or the beginning of a day in UTC. */
  static Instant time(String name, String text) {
    try {
      return text.length() == "2026-11-25".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw ApiRefused.time(name);
    }
  }

  /** The address of the same list from the cursor on. */
  String next(Cursor cursor) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    given.forEach((name, values) -> {
      if (!name.equals("cursor")) {
        address.queryParam(name, "{" + name + "}");
      }
    });
    return address
        .queryParam("cursor", cursor.text())
        .encode()
        .buildAndExpand(given.toSingleValueMap())
        .toUriString();
  }
}
