package org.tiltyard.bench;

import java.util.List;

/**
 * Reads the event stream of one battle and checks it byte by byte: the frame of every event, every
 * offset, and every character against what the models said.
 */
final class EventReader {

  private static final String DELTA = "data: {\"seat\":\"";
  private static final String FROM = "\",\"from\":";
  private static final String TEXT = ",\"text\":\"";

  private final PacedModels models;
  private final Speech speech;
  private final String prompt;
  private final long sentNanos;
  private final Tally tally;
  private final List<SeatText> seats = List.of(new SeatText(), new SeatText());
  private String event = "";
  private boolean framed = true;
  private boolean ready;
  private int lineOfEvent;

  /**
   * @param sentNanos when the prompt was sent; 0: keep no times
   */
  EventReader(PacedModels models, String prompt, long sentNanos, Tally tally) {
    this.models = models;
    this.speech = models.speech();
    this.prompt = prompt;
    this.sentNanos = sentNanos;
    this.tally = tally;
  }

  /** The text of a seat as it comes in: only how much, because it must be what the model said. */
  private static final class SeatText {
    private int model = -1;
    private int length;
    private boolean inOrder = true;
    private boolean settled;
    private long lastNanos;
  }

  /** The next line of the stream. */
  void line(String line) {
    switch (lineOfEvent) {
      case 0 -> {
        if (line.equals(": ping")) {
          lineOfEvent = 3;
          return;
        }
        framed &= line.startsWith("id: ");
      }
      case 1 -> {
        framed &= line.startsWith("event: ");
        event = line.substring(Math.min(line.length(), 7));
      }
      case 2 -> data(line);
      default -> framed &= line.isEmpty();
    }
    lineOfEvent = (lineOfEvent + 1) % 4;
  }

  private void data(String line) {
    switch (event) {
      case "delta" -> delta(line, System.nanoTime());
      case "settled" -> settled(line);
      case "ready" -> ready = line.equals("data: {\"vote\":true}");
      default -> framed = false;
    }
  }

  private void delta(String line, long now) {
    int text = line.indexOf(TEXT);
    if (!line.startsWith(DELTA)
        || !line.startsWith(FROM, DELTA.length() + 1)
        || text < 0
        || !line.endsWith("\"}")) {
      framed = false;
      return;
    }
    SeatText seat = seats.get(line.charAt(DELTA.length()) - 'a');
    int from = Integer.parseInt(line, DELTA.length() + 1 + FROM.length(), text, 10);
    int begin = text + TEXT.length();
    int count = line.length() - 2 - begin;
    if (seat.length == 0) {
      first(seat, line.charAt(begin), now);
    } else if (sentNanos != 0) {
      tally.gaps.add(now - seat.lastNanos);
    }
    seat.lastNanos = now;
    seat.inOrder &=
        from == seat.length && speech.text(seat.model).regionMatches(from, line, begin, count);
    int before = seat.length / PacedModels.TOKEN_LENGTH;
    seat.length += count;
    tally.tokens.add(seat.length / PacedModels.TOKEN_LENGTH - before);
  }

  private void first(SeatText seat, char initial, long now) {
    seat.model = initial == PacedModels.NAMES.getFirst().charAt(0) ? 0 : 1;
    Pacer.Stream asked = models.take(PacedModels.NAMES.get(seat.model), prompt);
    if (sentNanos == 0 || asked == null) {
      return;
    }
    tally.firstText.add(now - sentNanos);
    tally.toTheModel.add(asked.arrivedNanos() - sentNanos);
    tally.back.add(now - asked.firstTokenNanos());
  }

  private void settled(String line) {
    SeatText seat = seats.get(line.charAt(DELTA.length()) - 'a');
    seat.settled = line.contains("\"outcome\":\"complete\"");
  }

  /** The stream has ended: both answers must be whole. */
  void end() {
    for (SeatText seat : seats) {
      tally.answers.increment();
      boolean whole =
          ready && framed && seat.inOrder && seat.settled && seat.length == speech.text(0).length();
      if (!whole) {
        tally.broken.increment();
      }
    }
  }
}
