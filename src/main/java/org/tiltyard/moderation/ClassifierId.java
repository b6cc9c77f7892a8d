package org.tiltyard.moderation;

import org.tiltyard.shared.Identifier;

/** Identifies a classifier. */
record ClassifierId(String value) implements Identifier {

  static ClassifierId random() {
    return new ClassifierId(Identifier.random());
  }
}
