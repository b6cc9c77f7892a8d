package org.tiltyard.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a group's record that may be changed in the browser. Its limits are the
 * component's validation annotations; its words are {@code setting.<key>} and {@code
 * setting.<key>.help} in the message bundles.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Editable {

  /** How it is asked for. */
  Form value() default Form.PLAIN;

  /** The forms of a value that its type does not tell. */
  enum Form {
    /** As the type says: a number, a switch, a choice, a line of text, a list of lines. */
    PLAIN,
    /** Text of several lines, in Markdown. */
    MARKDOWN,
    /** A colour, {@code #rrggbb}. */
    COLOUR,
    /** A small image, as a {@code data:} URL. */
    IMAGE
  }
}
