package org.tiltyard.review;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tiltyard.disclosure.Finding;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;

/**
 * A finding as the page shows it: everywhere it is said, with what stands around it.
 *
 * @param kind a word of the message bundles
 * @param value as it is written where it comes first
 * @param places how often it is said
 * @param beside how many others of the same conversation wait
 */
public record FindingView(
    String id,
    String kind,
    String value,
    int places,
    String questionId,
    String modelA,
    String modelB,
    String language,
    int beside,
    List<Excerpt> excerpts,
    @Nullable String decision,
    @Nullable String decidedBy) {

  /**
   * A part of a message.
   *
   * @param speaker {@code user}, {@code a}, {@code b} or, for the judge's comment, {@code comment}
   * @param turn from 1
   */
  public record Excerpt(String speaker, int turn, List<Piece> pieces) {}

  /**
   * A piece of an excerpt.
   *
   * @param mark {@code this} for the finding itself, {@code other} for further ones, else empty
   */
  public record Piece(String text, String mark) {}

  private static final int AROUND = 280;
  private static final int LONGEST = 2_000;
  private static final int MOST_EXCERPTS = 12;
  private static final String CUT = "…";

  static FindingView of(ReviewItem item, Searched searched, int beside) {
    Conversation conversation = searched.conversation();
    List<Excerpt> excerpts = new ArrayList<>();
    List<Finding> all = new ArrayList<>();
    for (int i = 0; i < conversation.conversationA().size(); i++) {
      Message message = conversation.conversationA().get(i);
      String speaker = isUser(message) ? "user" : "a";
      add(speaker, i, message.content(), item.value(), searched, excerpts, all);
    }
    for (int i = 0; i < conversation.conversationB().size(); i++) {
      Message message = conversation.conversationB().get(i);
      if (!isShared(conversation, i, message)) {
        String speaker = isUser(message) ? "user" : "b";
        add(speaker, i, message.content(), item.value(), searched, excerpts, all);
      }
    }
    String comment = searched.comment();
    if (comment != null) {
      add("comment", 0, comment, item.value(), searched, excerpts, all);
    }
    return new FindingView(
        item.id(),
        item.value().kind().word(),
        all.isEmpty() ? "" : all.getFirst().text(),
        all.size(),
        item.questionId(),
        conversation.modelA(),
        conversation.modelB(),
        conversation.language(),
        beside,
        List.copyOf(excerpts),
        item.decision() == null ? null : item.decision().word(),
        item.decidedBy());
  }

  private static boolean isUser(Message message) {
    return message.role().equals("user");
  }

  /** Prompts are on both sides; they are shown once. */
  private static boolean isShared(Conversation conversation, int at, Message message) {
    return isUser(message)
        && at < conversation.conversationA().size()
        && conversation.conversationA().get(at).content().equals(message.content());
  }

  private static void add(
      String speaker,
      int at,
      String text,
      PersonalValue value,
      Searched searched,
      List<Excerpt> excerpts,
      List<Finding> all) {
    List<Finding> found = searched.in(text);
    List<Finding> these =
        found.stream().filter(finding -> searched.value(finding).equals(value)).toList();
    all.addAll(these);
    if (!these.isEmpty() && excerpts.size() < MOST_EXCERPTS) {
      List<Piece> pieces = pieces(text, these, found);
      excerpts.add(new Excerpt(speaker, at / 2 + 1, pieces));
    }
  }

  private static List<Piece> pieces(String text, List<Finding> these, List<Finding> found) {
    int first = these.getFirst().start();
    int last = Math.min(these.getLast().end(), Math.max(first + LONGEST, these.getFirst().end()));
    int start = whole(text, Math.max(0, first - AROUND));
    int end = whole(text, Math.min(text.length(), last + AROUND));
    List<Piece> pieces = new ArrayList<>();
    int at = start;
    for (Finding finding : found) {
      if (finding.start() >= at && finding.end() <= end) {
        pieces.add(
            new Piece(
                (at == start && start > 0 ? CUT : "") + text.substring(at, finding.start()), ""));
        pieces.add(new Piece(finding.text(), these.contains(finding) ? "this" : "other"));
        at = finding.end();
      }
    }
    pieces.add(new Piece(text.substring(at, end) + (end < text.length() ? CUT : ""), ""));
    return pieces;
  }

  /** Not between the two halves of a character. */
  private static int whole(String text, int at) {
    boolean within =
        at > 0
            && at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    return within ? at - 1 : at;
  }
}
