package org.tiltyard.identity;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.tiltyard.shared.Csv;
import tools.jackson.databind.json.JsonMapper;

/** The forms in which the audit log is downloaded, written entry by entry. */
enum AuditFile {
  CSV("text/csv;charset=UTF-8") {
    @Override
    String head() {
      return FIELDS.stream().collect(Collectors.joining(",", "", "\r\n"));
    }

    @Override
    String line(AuditEntry entry) {
      return fields(entry).values().stream()
          .map(value -> Csv.cell(value.toString()))
          .collect(Collectors.joining(",", "", "\r\n"));
    }
  },
  JSONL("application/jsonl") {
    @Override
    String head() {
      return "";
    }

    @Override
    String line(AuditEntry entry) {
      return JsonMapper.shared().writeValueAsString(fields(entry)) + "\n";
    }
  };

  private static final List<String> FIELDS =
      List.of(
          "at", "actor", "action", "subject_type", "subject_id", "subject_name", "detail", "id");

  private final MediaType type;

  AuditFile(String type) {
    this.type = MediaType.parseMediaType(type);
  }

  MediaType type() {
    return type;
  }

  String ending() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  abstract String head();

  abstract String line(AuditEntry entry);

  void write(String text, OutputStream out) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> fields(AuditEntry entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("at", entry.at().toString());
    values.put("actor", entry.actor());
    values.put("action", entry.action());
    values.put("subject_type", entry.subjectType());
    values.put("subject_id", entry.subjectId());
    values.put("subject_name", entry.subjectName());
    values.put("detail", entry.detail());
    values.put("id", entry.id());
    return values;
  }
}
