package org.tiltyard.vote;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;

/**
 * The reasons one can choose from, and their words: templates use this bean as {@code @reasons}.
 */
@Component("reasons")
class ReasonList {

  private final Live<VoteSettings> settings;
  private final MessageSource messages;

  ReasonList(Live<VoteSettings> settings, MessageSource messages) {
    this.settings = settings;
    this.messages = messages;
  }

  /** Every key, the arena's own first. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>(Reasons.RESERVED);
    keys.addAll(settings.get().reasons().keySet());
    return keys;
  }

  /** What a person reads; a reason that is no longer offered is shown by its key. */
  public String words(String key, Locale locale) {
    String own = settings.get().reasons().getOrDefault(key, key);
    String words = messages.getMessage("reason." + key, null, own, locale);
    return words == null ? own : words;
  }
}
