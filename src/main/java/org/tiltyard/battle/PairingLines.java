package org.tiltyard.battle;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every line is one of a kind; the first that is not is named, with what is wrong with it. */
@Constraint(validatedBy = PairingLines.Check.class)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD
})
@Retention(RetentionPolicy.RUNTIME)
@interface PairingLines {

  /** What the lines are. */
  Kind value();

  /** Replaced by what is wrong. */
  String message() default "";

  /** As every constraint has. */
  Class<?>[] groups() default {};

  /** As every constraint has. */
  Class<? extends Payload>[] payload() default {};

  /** The kinds of lines, each with what reads it. */
  enum Kind {
    BOOST(Boost::of),
    TARGET(org.tiltyard.battle.Target::of),
    MEETING(Meeting::of);

    private final Consumer<String> reader;

    Kind(Consumer<String> reader) {
      this.reader = reader;
    }
  }

  /** The check. */
  final class Check implements ConstraintValidator<PairingLines, List<String>> {

    private static final int MOST_LINES = 200;

    @SuppressWarnings("NullAway.Init") // by initialize, which is called first
    private Kind kind;

    @Override
    public void initialize(PairingLines annotation) {
      this.kind = annotation.value();
    }

    @Override
    public boolean isValid(@Nullable List<String> lines, ConstraintValidatorContext context) {
      String problem = lines == null ? null : problem(lines);
      if (problem == null) {
        return true;
      }
      context.disableDefaultConstraintViolation();
      // Braces and dollars would be taken for expressions.
      context
          .buildConstraintViolationWithTemplate(problem.replaceAll("([\\\\{}$])", "\\\\$1"))
          .addConstraintViolation();
      return false;
    }

    private @Nullable String problem(List<String> lines) {
      if (lines.size() > MOST_LINES) {
        return "has more than " + MOST_LINES + " lines";
      }
      for (String line : lines) {
        try {
          kind.reader.accept(line);
        } catch (IllegalArgumentException e) {
          return "the line “" + line + "” " + e.getMessage();
        }
      }
      return null;
    }
  }
}
