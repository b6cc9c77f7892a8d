package org.tiltyard.schema;

/** A row of one of the schemas. */
public sealed interface Row
    permits ArenaRow,
        MtBenchRow,
        Arena55kRow,
        Arena100kRow,
        Arena140kRow,
        PreferencePairRow,
        HhRlhfRow,
        UltraChatRow,
        UltraChat200kRow,
        ProvenanceRow {

  /** Which schema's. */
  Schema schema();

  /**
   * What makes it the same row when it comes again: its id, where the schema has one that is
   * unique; else the id with what tells its rows apart, or a hash of its content.
   */
  String key();
}
