package org.tiltyard.faults;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of something that goes wrong from outside. {@code ./mvnw -Pfaults verify} runs all of
 * them, often, and reports in {@code target/fault-report.md}; every other build runs them a few
 * times.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Tag("faults")
@ExtendWith(FaultReport.class)
public @interface Fault {

  /** What goes wrong. */
  String value();
}
