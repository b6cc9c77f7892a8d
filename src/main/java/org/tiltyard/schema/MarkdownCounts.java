package org.tiltyard.schema;

import java.util.List;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Headings, items of lists and strong emphasis of texts, as CommonMark reads them. So nothing in
 * code counts.
 */
final class MarkdownCounts {

  private static final int LEVELS = 6;
  private static final int DEEPEST = 100;
  private static final Parser PARSER = Parser.builder().maxOpenBlockParsers(DEEPEST).build();

  private final long[] headings = new long[LEVELS];
  private long ordered;
  private long unordered;
  private long asterisks;
  private long underscores;

  /** Of all answers of a conversation together. */
  static MarkdownCounts ofAnswers(List<Message> conversation) {
    MarkdownCounts counts = new MarkdownCounts();
    for (Message message : conversation) {
      if (!message.isUsers()) {
        counts.add(message.content());
      }
    }
    return counts;
  }

  private void add(String markdown) {
    for (Node node = PARSER.parse(markdown); node != null; node = following(node)) {
      count(node);
    }
  }

  /** The next node in the order of the text; without recursion, however deep it is. */
  private static @Nullable Node following(Node node) {
    if (node.getFirstChild() != null) {
      return node.getFirstChild();
    }
    @Nullable Node up = node;
    while (up != null) {
      if (up.getNext() != null) {
        return up.getNext();
      }
      up = up.getParent();
    }
    return null;
  }

  private void count(Node node) {
    switch (node) {
      case Heading heading -> headings[heading.getLevel() - 1]++;
      case ListItem item when item.getParent() instanceof BulletList -> unordered++;
      case ListItem item -> ordered++;
      case StrongEmphasis strong when "__".equals(strong.getOpeningDelimiter()) -> underscores++;
      case StrongEmphasis strong -> asterisks++;
      default -> {
        // Nothing that is counted.
      }
    }
  }

  ConvMetadata.Headers headers() {
    return new ConvMetadata.Headers(
        headings[0], headings[1], headings[2], headings[3], headings[4], headings[5]);
  }

  ConvMetadata.Lists lists() {
    return new ConvMetadata.Lists(ordered, unordered);
  }

  ConvMetadata.Bold bold() {
    return new ConvMetadata.Bold(asterisks, underscores);
  }
}
