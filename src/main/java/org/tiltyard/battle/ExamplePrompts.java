package org.tiltyard.battle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** A few prompts to begin with, others at every visit: {@code example.1}, {@code example.2}, …. */
@Component
class ExamplePrompts {

  private static final int SHOWN = 4;

  private final MessageSource messages;

  ExamplePrompts(MessageSource messages) {
    this.messages = messages;
  }

  List<String> some(Locale locale) {
    List<String> all = new ArrayList<>();
    String next = at(1, locale);
    while (!next.isEmpty()) {
      all.add(next);
      next = at(all.size() + 1, locale);
    }
    Collections.shuffle(all, ThreadLocalRandom.current());
    return List.copyOf(all.subList(0, Math.min(SHOWN, all.size())));
  }

  private String at(int number, Locale locale) {
    String found = messages.getMessage("example." + number, null, "", locale);
    return found == null ? "" : found;
  }
}
