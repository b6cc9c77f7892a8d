package org.tiltyard.identity;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;

/** An admin's Markdown as safe HTML: no raw HTML, no images, no formulas. */
final class TermsMarkdown {

  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), AutolinkExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true).build();
  private static final Safelist ALLOWED =
      Safelist.relaxed()
          .removeTags("img", "h1", "span", "div", "col", "colgroup", "caption")
          .addTags("hr", "del")
          .addProtocols("a", "href", "#")
          .preserveRelativeLinks(true);

  private TermsMarkdown() {}

  static String render(String text) {
    // A page has one first heading, and it is not the text's: theirs begin one level below.
    String html =
        RENDERER.render(PARSER.parse(text)).replace("<h1>", "<h2>").replace("</h1>", "</h2>");
    return Jsoup.clean(
        html, "http://localhost/", ALLOWED, new Document.OutputSettings().prettyPrint(false));
  }
}
