package org.tiltyard.demo;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The demo models: four small programs, different in manner. */
@Component
public class DemoModels {

  private final List<DemoProgram> programs =
      List.of(new Eliza(), new Markov(), new Calculator(), new Concordance());

  /** Every demo model, in a fixed order. */
  public List<DemoModel> all() {
    return programs.stream().map(DemoProgram::model).toList();
  }

  Optional<DemoProgram> program(String name) {
    return programs.stream().filter(program -> program.model().name().equals(name)).findFirst();
  }
}
