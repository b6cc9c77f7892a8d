package org.tiltyard.battle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;

/**
 * A few prompts to begin with, others at every visit: those of the settings, or else {@code
 * example.1}, {@code example.2}, … of the message bundles.
 */
@Component
class ExamplePrompts {

  private static final int SHOWN = 4;

  private final MessageSource messages;
  private final Live<WelcomeSettings> settings;

  ExamplePrompts(MessageSource messages, Live<WelcomeSettings> settings) {
    this.settings = settings;
    this.messages = messages;
  }

  List<String> some(Locale locale) {
    List<String> all = new ArrayList<>(settings.get().examples());
    if (all.isEmpty()) {
      all = usual(locale);
    }
    Collections.shuffle(all, ThreadLocalRandom.current());
    return List.copyOf(all.subList(0, Math.min(SHOWN, all.size())));
  }

  private List<String> usual(Locale locale) {
    List<String> all = new ArrayList<>();
    String next = at(1, locale);
    while (!next.isEmpty()) {
      all.add(next);
      next = at(all.size() + 1, locale);
    }
    return all;
  }

  private String at(int number, Locale locale) {
    String found = messages.getMessage("example." + number, null, "", locale);
    return found == null ? "" : found;
  }
}
