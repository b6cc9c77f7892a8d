package org.tiltyard.demo;

import java.util.random.RandomGenerator;

/**
 * A small program that answers. The answer is a pure function of the conversation and the random
 * numbers: the same seed gives the same text.
 */
interface DemoProgram {

  DemoModel model();

  /** The whole answer, Markdown, never blank. */
  String reply(Conversation conversation, RandomGenerator random);
}
