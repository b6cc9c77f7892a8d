package org.tiltyard.bench;

import java.io.IOException;

/** The kinds of clients that make up a crowd. */
final class Visitors {

  private final PacedModels models;
  private final ArenaProcess arena;

  Visitors(PacedModels models, ArenaProcess arena) {
    this.models = models;
    this.arena = arena;
  }

  /** A program that streams from a model, again and again. */
  Crowd.Entrance direct(Tally tally) {
    return number -> {
      DirectClient client = new DirectClient(models, number, tally);
      return new Crowd.Member() {
        @Override
        public void round(int round) throws IOException {
          client.ask();
        }

        @Override
        public void close() throws IOException {
          client.close();
        }
      };
    };
  }

  /** A person that reads one battle after the other, and votes on each. */
  Crowd.Entrance voters(String name, Tally tally) {
    return number -> {
      VoterClient client = new VoterClient(arena.port(), models, tally);
      return new Crowd.Member() {
        @Override
        public void round(int round) throws IOException {
          String battle = client.battle(name + " " + number + " " + round);
          client.vote(battle, round % 2 == 0 ? "model_a" : "model_b", System.nanoTime());
        }

        @Override
        public void close() throws IOException {
          client.close();
        }
      };
    };
  }
}
