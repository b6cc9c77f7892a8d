package org.tiltyard.schema;

import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Problem.Reason;

/**
 * Where in a row something was read; its text is made only when something is wrong there.
 *
 * @param columnar whether the row comes from columns, where null stands for what isn't there
 */
record Place(@Nullable Place parent, String name, int index, boolean columnar) {

  static Place row(boolean columnar) {
    return new Place(null, "", -1, columnar);
  }

  Place field(String field) {
    return new Place(this, field, -1, columnar);
  }

  Place element(int at) {
    return new Place(this, "", at, columnar);
  }

  BadRow wrongType(String wanted, Object found) {
    return bad(Reason.WRONG_TYPE, wanted + " wanted, found " + described(found));
  }

  BadRow bad(Reason reason, String detail) {
    return new BadRow(path(), reason, detail);
  }

  private String path() {
    String before = parent == null ? "" : parent.path();
    if (index >= 0) {
      return before + "[" + index + "]";
    }
    return before.isEmpty() || name.isEmpty() ? before + name : before + "." + name;
  }

  private static String described(Object found) {
    return switch (found) {
      case String text -> "text";
      case Boolean flag -> flag.toString();
      case JsonNumber number -> number.text();
      case java.util.Map<?, ?> map -> "an object";
      case java.util.List<?> list -> "a list";
      default -> found.toString();
    };
  }
}
