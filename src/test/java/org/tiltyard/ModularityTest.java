package org.tiltyard;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

  private final ApplicationModules modules = ApplicationModules.of(Tiltyard.class);

  @Test
  void modulesUseOnlyWhatTheyDeclare() {
    modules.verify();
  }
}
