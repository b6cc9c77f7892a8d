package org.tiltyard.demo;

/**
 * A demo program as the arena lists it: plainly a small program, never passed off as a language
 * model.
 *
 * @param name the public name, also the name its endpoint knows it by
 * @param organisation who it is from, in the reveal and on the board
 * @param description one sentence on what the program is
 * @param license SPDX identifier
 */
public record DemoModel(String name, String organisation, String description, String license) {

  static DemoModel named(String name, String description) {
    return new DemoModel(name, "Tiltyard demo", description, "Apache-2.0");
  }
}
