package org.tiltyard.battle;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tiltyard.battle.EventId.Position;

/**
 * Turns what a viewer has not seen yet into server-sent events. It keeps offsets, never text: a
 * slow viewer gets longer pieces, not a longer queue. Not for use by two threads at once.
 */
final class EventCursor {

  private int turn;
  private final SeatCursor a;
  private final SeatCursor b;
  private boolean finished;

  EventCursor(EventId from) {
    turn = from.turn();
    a = new SeatCursor(from.a());
    b = new SeatCursor(from.b());
  }

  /** Whether {@code ready} was sent; nothing follows it. */
  boolean finished() {
    return finished;
  }

  /** The events since the last call as bytes, or null when there is nothing new. */
  byte @Nullable [] next(TurnView view) {
    if (finished) {
      return null;
    }
    if (view.number() != turn) {
      turn = view.number();
      a.reset(view.a().edition());
      b.reset(view.b() == null ? 0 : view.b().edition());
    }
    StringBuilder out = new StringBuilder(160);
    boolean reasoning = view.showsReasoning();
    a.write(Seat.A, view.a(), reasoning, out);
    if (view.b() != null) {
      b.write(Seat.B, view.b(), reasoning, out);
    }
    if (view.settled()) {
      writeReady(view, out);
      finished = true;
    }
    return out.isEmpty() ? null : out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void writeReady(TurnView view, StringBuilder out) {
    startEvent("ready", out);
    boolean judgeable = view.a().judgeable() && (view.b() == null || view.b().judgeable());
    if (judgeable && view.b() != null) {
      out.append("{\"vote\":true}");
    } else {
      out.append("{\"vote\":false,\"reason\":\"");
      out.append(judgeable ? "direct" : "empty-seat").append("\"}");
    }
    out.append("\n\n");
  }

  private void startEvent(String name, StringBuilder out) {
    out.append("id: ");
    new EventId(turn, a.position(), b.position()).appendTo(out);
    out.append("\nevent: ").append(name).append("\ndata: ");
  }

  /** One seat's part. */
  private final class SeatCursor {

    private int edition;
    private int text;
    private int reasoning;
    private boolean settledSent;

    SeatCursor(Position from) {
      edition = from.edition();
      text = from.text();
      reasoning = from.reasoning();
      settledSent = from.settledSent();
    }

    Position position() {
      return new Position(edition, text, reasoning, settledSent);
    }

    void reset(int newEdition) {
      edition = newEdition;
      text = 0;
      reasoning = 0;
      settledSent = false;
    }

    void write(Seat seat, SeatView view, boolean showReasoning, StringBuilder out) {
      if (view.edition() != edition || text > view.textLength()) {
        reset(view.edition());
      }
      if (showReasoning && reasoning < view.reasoningLength()) {
        int from = reasoning;
        reasoning = view.reasoningLength();
        writePiece("reasoning", seat, from, view.reasoning(), reasoning, out);
      }
      if (text < view.textLength()) {
        int from = text;
        text = view.textLength();
        writePiece("delta", seat, from, view.text(), text, out);
      }
      if (view.state().settled() && !settledSent) {
        settledSent = true;
        writeSettled(seat, view, out);
      }
    }

    private void writePiece(
        String event, Seat seat, int from, CharSequence text, int to, StringBuilder out) {
      startEvent(event, out);
      out.append("{\"seat\":\"").append(seat.word()).append("\",\"from\":").append(from);
      out.append(",\"text\":\"");
      JsonText.append(text, from, to, out);
      out.append("\"}\n\n");
    }

    private void writeSettled(Seat seat, SeatView view, StringBuilder out) {
      startEvent("settled", out);
      out.append("{\"seat\":\"").append(seat.word());
      out.append("\",\"outcome\":\"").append(view.state().word()).append('"');
      if (view.failure() != null) {
        out.append(",\"kind\":\"").append(view.failure()).append('"');
      }
      if (view.state() != AnswerState.COMPLETE) {
        out.append(",\"retry\":true");
      }
      out.append("}\n\n");
    }
  }
}
