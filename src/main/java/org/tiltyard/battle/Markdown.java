package org.tiltyard.battle;

import java.util.List;
import java.util.Set;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;
import org.springframework.stereotype.Component;

/**
 * Model output as safe HTML: Markdown with raw HTML off, then through a list of allowed elements.
 * Images become links, so that nothing is ever fetched from elsewhere; formulas become {@code
 * span.math} with their source, which the page's script typesets.
 */
@Component
public class Markdown {

  private static final List<org.commonmark.Extension> EXTENSIONS =
      List.of(
          TablesExtension.create(),
          StrikethroughExtension.builder().requireTwoTildes(true).build(),
          AutolinkExtension.create());

  private static final Safelist ALLOWED =
      new Safelist()
          .addTags(
              "p",
              "br",
              "hr",
              "h1",
              "h2",
              "h3",
              "h4",
              "h5",
              "h6",
              "ul",
              "ol",
              "li",
              "blockquote",
              "pre",
              "code",
              "strong",
              "em",
              "del",
              "a",
              "table",
              "thead",
              "tbody",
              "tr",
              "th",
              "td",
              "span")
          .addAttributes("a", "href", "title")
          .addAttributes("ol", "start")
          .addAttributes("code", "class")
          .addAttributes("th", "align")
          .addAttributes("td", "align")
          .addAttributes("span", "class", "data-display")
          .addProtocols("a", "href", "http", "https", "mailto")
          .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow ugc")
          .addEnforcedAttribute("a", "target", "_blank");

  private final Parser parser =
      Parser.builder()
          .extensions(EXTENSIONS)
          .customInlineContentParserFactory(new MathSpans.DollarFactory())
          .customInlineContentParserFactory(new MathSpans.BackslashFactory())
          .build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .nodeRendererFactory(ImagesAsLinks::new)
          .nodeRendererFactory(MathSpans.Renderer::new)
          .build();
  private final Document.OutputSettings output = new Document.OutputSettings().prettyPrint(false);

  /** The HTML of a text; safe to put into a page whatever the text is. */
  public String render(String text) {
    return Jsoup.clean(renderer.render(parser.parse(text)), "", ALLOWED, output);
  }

  /** An image would be fetched from wherever the model says, so the reader gets the address. */
  private record ImagesAsLinks(HtmlNodeRendererContext context) implements NodeRenderer {

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Image.class);
    }

    @Override
    public void render(Node node) {
      Image image = (Image) node;
      HtmlWriter html = context.getWriter();
      html.tag("a", java.util.Map.of("href", image.getDestination()));
      if (node.getFirstChild() == null) {
        html.text(image.getDestination());
      }
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      html.tag("/a");
    }
  }
}
