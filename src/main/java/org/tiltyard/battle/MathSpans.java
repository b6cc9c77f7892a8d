package org.tiltyard.battle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * Formulas in Markdown: {@code $…$} by pandoc's rule (no space inside the signs, no digit after),
 * so that "$5 and $10" stays text; {@code $$…$$}, {@code \(…\)} and {@code \[…\]}.
 */
final class MathSpans {

  private MathSpans() {}

  /** A formula in TeX. */
  static final class MathNode extends CustomNode {
    private final String tex;
    private final boolean display;

    MathNode(String tex, boolean display) {
      this.tex = tex;
      this.display = display;
    }
  }

  static final class DollarFactory implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('$');
    }

    @Override
    public InlineContentParser create() {
      return MathSpans::parseDollar;
    }
  }

  static final class BackslashFactory implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('\\');
    }

    @Override
    public InlineContentParser create() {
      return MathSpans::parseBackslash;
    }
  }

  private static @Nullable ParsedInline parseDollar(InlineParserState state) {
    Scanner scanner = state.scanner();
    scanner.next();
    boolean display = scanner.next('$');
    String end = display ? "$$" : "$";
    return close(scanner, end, display);
  }

  private static @Nullable ParsedInline parseBackslash(InlineParserState state) {
    Scanner scanner = state.scanner();
    scanner.next();
    if (scanner.next('(')) {
      return close(scanner, "\\)", false);
    }
    if (scanner.next('[')) {
      return close(scanner, "\\]", true);
    }
    return ParsedInline.none();
  }

  private static @Nullable ParsedInline close(Scanner scanner, String end, boolean display) {
    Position start = scanner.position();
    while (scanner.peek() != Scanner.END) {
      Position before = scanner.position();
      if (nextAll(scanner, end)) {
        String tex = scanner.getSource(start, before).getContent();
        boolean fits = !end.equals("$") || looksLikeMath(tex, scanner.peek());
        return fits && !tex.isBlank()
            ? ParsedInline.of(new MathNode(tex, display), scanner.position())
            : ParsedInline.none();
      }
      scanner.setPosition(before);
      if (scanner.peek() == '\\') {
        scanner.next();
      }
      scanner.next();
    }
    return ParsedInline.none();
  }

  private static boolean nextAll(Scanner scanner, String end) {
    return end.chars().allMatch(c -> scanner.next((char) c));
  }

  private static boolean looksLikeMath(String tex, char after) {
    return !tex.isEmpty()
        && !Character.isWhitespace(tex.charAt(0))
        && !Character.isWhitespace(tex.charAt(tex.length() - 1))
        && !Character.isDigit(after);
  }

  /** {@code <span class="math" data-display="…">tex</span>}. */
  record Renderer(HtmlNodeRendererContext context) implements NodeRenderer {

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(MathNode.class);
    }

    @Override
    public void render(Node node) {
      MathNode math = (MathNode) node;
      HtmlWriter html = context.getWriter();
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("class", "math");
      attributes.put("data-display", String.valueOf(math.display));
      html.tag("span", attributes);
      html.text(math.tex);
      html.tag("/span");
    }
  }
}
