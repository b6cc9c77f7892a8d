package org.tiltyard.dataset;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.ProvenanceRow;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.Rows;
import org.tiltyard.schema.Schema;

/**
 * A judged conversation with all that is known of it.
 *
 * @param id the battle's, or that of the imported row
 * @param imported the row it came as; null for own ones
 * @param finished whether every answer that was judged ended by itself or was stopped by the judge,
 *     with text; imported ones are taken to be
 * @param demo whether a demo program took part
 * @param tags null until they have been worked out
 * @param provenance how it came about; what isn't known is null in it
 */
public record StoredConversation(
    String id,
    Conversation conversation,
    Source source,
    @Nullable Row imported,
    boolean finished,
    boolean demo,
    @Nullable Tags tags,
    ProvenanceRow provenance) {

  /**
   * Its row in a schema: exactly as it came for imported ones of that schema; empty where the
   * schema has no place for it.
   */
  public Optional<Row> row(Schema schema) {
    if (imported != null && imported.schema() == schema) {
      return Optional.of(imported);
    }
    return schema == Schema.PROVENANCE ? Optional.of(provenance) : Rows.of(schema, conversation);
  }
}
