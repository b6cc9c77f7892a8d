package org.tiltyard.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.ImportedPages.Entry;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.Extra;
import org.tiltyard.schema.ProvenanceRow;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.Rows;
import org.tiltyard.schema.Schema;

/** Imported rows as conversations. */
@Component
class ImportedConversations {

  private final JdbcClient database;
  private final TagRecords tagRecords;

  ImportedConversations(JdbcClient database, TagRecords tagRecords) {
    this.database = database;
    this.tagRecords = tagRecords;
  }

  /** The judged conversations of a selection in order. */
  Pages<StoredConversation> judged(Selection selection) {
    Pages<Entry> pages = ImportedPages.judged(database, selection);
    return () -> stored(pages.next());
  }

  /** The judged conversation of that id. */
  List<StoredConversation> of(String id) {
    return stored(ImportedPages.one(database, id).next());
  }

  /** The rows of the judged conversations from there on; null is the beginning. */
  ImportedPages judgedAfter(Selection selection, ImportedPages.@Nullable Mark mark) {
    return ImportedPages.judged(database, selection).after(mark);
  }

  /** The rows of a schema whose rows hold no verdict, as they came, in order of their ids. */
  Pages<Entry> unjudged(Schema schema) {
    return ImportedPages.unjudged(database, schema);
  }

  long count(Selection selection) {
    Map<String, Object> parameters = new HashMap<>();
    String condition = ImportedPages.judged(selection, parameters);
    return database
        .sql("select count(*) from imported_conversation" + condition)
        .params(parameters)
        .query(Long.class)
        .single();
  }

  /** Conversations of rows with a verdict, in the same order. */
  List<StoredConversation> stored(List<Entry> page) {
    Map<String, Conversation> conversations = new HashMap<>();
    Set<String> provenanceIds = new HashSet<>();
    for (Entry entry : page) {
      Conversation conversation = Rows.conversation(entry.row()).orElseThrow();
      conversations.put(entry.id(), conversation);
      provenanceIds.add(ImportedRows.id(Schema.PROVENANCE, conversation.questionId()));
    }
    Map<String, ProvenanceRow> provenances = provenances(provenanceIds);
    Map<String, Tags> tags = tagRecords.of(conversations.keySet());
    List<StoredConversation> stored = new ArrayList<>();
    for (Entry entry : page) {
      Conversation conversation = conversations.get(entry.id());
      if (conversation != null) {
        ProvenanceRow provenance = provenances.get(conversation.questionId());
        stored.add(
            new StoredConversation(
                entry.id(),
                conversation,
                Source.IMPORTED,
                entry.row(),
                true,
                false,
                tags.get(entry.id()),
                provenance == null ? unknown(conversation) : provenance));
      }
    }
    return stored;
  }

  /** What came in a file of provenance beside the rows. */
  private Map<String, ProvenanceRow> provenances(Set<String> ids) {
    Map<String, ProvenanceRow> provenances = new HashMap<>();
    if (ids.isEmpty()) {
      return provenances;
    }
    database
        .sql("select content from imported_conversation where id in (:ids)")
        .param("ids", ids)
        .query((row, number) -> DatasetFiles.parse(Schema.PROVENANCE, row.getString(1)))
        .list()
        .forEach((Row row) -> provenances.put(row.key(), (ProvenanceRow) row));
    return provenances;
  }

  private static ProvenanceRow unknown(Conversation conversation) {
    return new ProvenanceRow(
        conversation.questionId(),
        Source.IMPORTED.key(),
        conversation.anony() ? "anonymous" : "side-by-side",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Extra.NONE);
  }
}
