package org.tiltyard.provider;

import java.util.function.Consumer;

/**
 * Takes a leading {@code <think>…</think>} block out of an answer's text, for servers that do not
 * keep reasoning apart themselves. Tags may be split anywhere between deltas. Only a block at the
 * very beginning counts: later ones are the answer's own words.
 */
final class ThinkSplitter {

  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum State {
    BEFORE,
    INSIDE,
    BEHIND,
    ANSWER
  }

  private final Consumer<String> text;
  private final Consumer<String> reasoning;
  private final StringBuilder held = new StringBuilder();
  private State state = State.BEFORE;

  ThinkSplitter(Consumer<String> text, Consumer<String> reasoning) {
    this.text = text;
    this.reasoning = reasoning;
  }

  /** Passes on what is certain of this delta, holds back what may be part of a tag. */
  void next(String delta) {
    if (state == State.ANSWER) {
      emit(text, delta);
      return;
    }
    held.append(delta);
    if (state == State.BEFORE) {
      before();
    }
    if (state == State.INSIDE) {
      inside();
    }
    if (state == State.BEHIND) {
      behind();
    }
  }

  /** Passes on what is held back: no more deltas come. */
  void finish() {
    emit(state == State.INSIDE ? reasoning : text, state == State.BEHIND ? "" : held.toString());
    held.setLength(0);
    state = State.ANSWER;
  }

  private void before() {
    int tag = leadingWhitespace();
    int seen = Math.min(held.length() - tag, OPEN.length());
    if (!OPEN.startsWith(held.substring(tag, tag + seen))) {
      state = State.ANSWER;
      emit(text, held.toString());
      held.setLength(0);
    } else if (seen == OPEN.length()) {
      state = State.INSIDE;
      held.delete(0, tag + OPEN.length());
    }
  }

  private void inside() {
    int tag = held.indexOf(CLOSE);
    int certain = tag < 0 ? held.length() - startedTag() : tag;
    emit(reasoning, held.substring(0, certain));
    held.delete(0, tag < 0 ? certain : tag + CLOSE.length());
    if (tag >= 0) {
      state = State.BEHIND;
    }
  }

  /** Blank lines between the block and the answer belong to neither. */
  private void behind() {
    held.delete(0, leadingWhitespace());
    if (!held.isEmpty()) {
      state = State.ANSWER;
      emit(text, held.toString());
      held.setLength(0);
    }
  }

  private int leadingWhitespace() {
    int i = 0;
    while (i < held.length() && Character.isWhitespace(held.charAt(i))) {
      i++;
    }
    return i;
  }

  /** How many characters at the end may be the beginning of the closing tag. */
  private int startedTag() {
    for (int length = Math.min(held.length(), CLOSE.length() - 1); length > 0; length--) {
      if (CLOSE.startsWith(held.substring(held.length() - length))) {
        return length;
      }
    }
    return 0;
  }

  private static void emit(Consumer<String> lane, String words) {
    if (!words.isEmpty()) {
      lane.accept(words);
    }
  }
}
