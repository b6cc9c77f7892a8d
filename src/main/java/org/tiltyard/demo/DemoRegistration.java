package org.tiltyard.demo;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.tiltyard.models.ModelDescription;
import org.tiltyard.models.ModelRegistry;

/** Puts the demo programs into the registry, which draws them only while there is no real model. */
@Component
class DemoRegistration implements InitializingBean {

  private final DemoModels demos;
  private final ModelRegistry registry;

  DemoRegistration(DemoModels demos, ModelRegistry registry) {
    this.demos = demos;
    this.registry = registry;
  }

  @Override
  public void afterPropertiesSet() {
    registry.registerDemos(demos.all().stream().map(DemoRegistration::describe).toList());
  }

  private static ModelDescription describe(DemoModel demo) {
    return ModelDescription.named(demo.name(), demo.name())
        .presented(demo.organisation(), demo.license(), null, demo.description());
  }
}
