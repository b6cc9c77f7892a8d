package org.tiltyard.schema;

/** A number as the text of a JSON file has it. */
record JsonNumber(String text) {}
