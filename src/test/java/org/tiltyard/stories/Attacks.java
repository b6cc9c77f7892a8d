package org.tiltyard.stories;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts that try to become more than text when a page shows them. Each calls {@code tripwire()} or
 * asks for an address with "tripwire" in it if it succeeds.
 */
final class Attacks {

  private static final String REMOTE = "https://tripwire.example/x";

  private Attacks() {}

  /** All of them by kind; those of one kind can stand in one text, apart from each other. */
  static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("elements", joined(ELEMENTS.lines()));
    texts.put("links", joined(LINKS.lines()));
    texts.put("formulas", joined(FORMULAS.lines()));
    texts.put("blocks", joined(blocks()));
    texts.put("odd", joined(odd()));
    return texts;
  }

  /** How many there are. */
  static long count() {
    return ELEMENTS.lines().count()
        + LINKS.lines().count()
        + FORMULAS.lines().count()
        + blocks().count()
        + odd().count();
  }

  private static String joined(Stream<String> attacks) {
    return attacks.map(a -> a.replace("REMOTE", REMOTE)).collect(Collectors.joining("\n\n"));
  }

  private static final String ELEMENTS =
      """
      <script>tripwire()</script>
      <ScRiPt src=REMOTE></sCrIpT>
      <img src=x onerror=tripwire()>
      <img/src="REMOTE.png"/onload=tripwire()>
      <svg/onload=tripwire()><svg><script>tripwire()</script></svg>
      <svg><animate onbegin=tripwire() attributeName=x></svg><svg><a xlink:href=javascript:tripwire()><text>t
      <iframe src="javascript:parent.tripwire()"></iframe><iframe srcdoc="<script>parent.tripwire()</script>">
      <object data="data:text/html,<script>tripwire()</script>"></object><embed src=REMOTE.swf>
      <style>@import 'REMOTE.css'; body{background:url(REMOTE.png)}</style>
      <link rel=stylesheet href=REMOTE.css><link rel=prefetch href=/tripwire>
      <meta http-equiv=refresh content="0;url=REMOTE"><base href=REMOTE/>
      <form action=REMOTE><button formaction=javascript:tripwire()>go</button><input autofocus onfocus=tripwire()></form>
      <body onload=tripwire()><details open ontoggle=tripwire()><summary>x</summary></details>
      <video src=x onerror=tripwire()><source onerror=tripwire()></video><audio src=REMOTE.ogg autoplay>
      <marquee onstart=tripwire()>x</marquee><select autofocus onfocus=tripwire()><textarea autofocus onfocus=tripwire()>
      <div style="background:url(REMOTE.png);width:expression(tripwire())" onmouseover=tripwire()>hover</div>
      <a href=javascript:tripwire() autofocus onfocus=tripwire() tabindex=1>x</a>
      <math><mtext></form><form><mglyph><style></math><img src onerror=tripwire()>
      <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=tripwire()&gt;">
      <noscript><p title="</noscript><img src=x onerror=tripwire()>">
      <template><img src=x onerror=tripwire()></template><xmp><p title="</xmp><img src=x onerror=tripwire()>">
      <svg></p><style><a id="</style><img src=1 onerror=tripwire()>">
      <!--><img src=x onerror=tripwire()>--><![CDATA[<img src=x onerror=tripwire()>]]><?xml version="1.0"?>
      </div></answer-seat></main></body></html><script>tripwire()</script>
      <answer-seat data-seat=a><button data-action=stop>x</button><div id=announcer></div>
      <img name=getElementById><form name=querySelector><input name=attributes></form><a id=words></a>
      &lt;script&gt;tripwire()&lt;/script&gt; &#60;img src=x onerror=tripwire()&#62; &amp;lt;script&amp;gt;tripwire()
      <<script>tripwire();//<</script> <img src="x` `<script>tripwire()</script>"` `>
      <a href="x" onclick="tripwire()"/**/style=color:red>x</a> "><img src=x onerror=tripwire()> '-tripwire()-'
      {{constructor.constructor('tripwire()')()}} ${tripwire()} #{tripwire()} [[${T(java.lang.Runtime)}]] <%= tripwire() %>
      """;

  private static final String LINKS =
      """
      [x](javascript:tripwire()) [x](JaVaScRiPt:tripwire()) [x]( javascript:tripwire())
      [x](javascript&colon;tripwire()) [x](&#106;avascript:tripwire()) [x](&#x6A;avascript:tripwire())
      [x](java&#x09;script:tripwire()) [x](java&#10;script:tripwire()) [x](&#1;javascript:tripwire())
      [x](javascript&#58;tripwire()) [x](%6A%61vascript:tripwire()) [x](j\\avascript:tripwire())
      [x](vbscript:tripwire()) [x](VBScript:msgbox) [x](livescript:tripwire()) [x](blob:tripwire) [x](file:///etc/passwd)
      [x](data:text/html,<script>tripwire()</script>) [x](data:text/html;base64,PHNjcmlwdD50cmlwd2lyZSgpPC9zY3JpcHQ+)
      [x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InRyaXB3aXJlKCkiLz4=) [x](feed:javascript:tripwire())
      [x](<javascript:tripwire()>) [x](<java script:tripwire()>) [x](javascript://example.org/%0Atripwire())
      [x]: javascript:tripwire()
      [x] [x][x] [y](x "t" onmouseover=tripwire() )
      [y]: <javascript:tripwire()> "title"
      [y] ![y] ![z][y]
      <javascript:tripwire()> <JAVASCRIPT:tripwire()> <data:text/html,tripwire> <vbscript:tripwire()>
      javascript:tripwire() www.tripwire.example https://example.org/<script>tripwire()</script> http://"onclick=tripwire()"
      [x](//tripwire.example) [x](/logout) [x](\\\\tripwire.example) [x](?x) [x](#reveal) [x](x)
      [x](https://example.org "\\" onmouseover=tripwire() x=\\"") [x](https://example.org '" autofocus onfocus=tripwire() "')
      [<img src=x onerror=tripwire()>](https://example.org) [![a](REMOTE.png)](javascript:tripwire())
      ![x](REMOTE.png) ![x](javascript:tripwire()) ![x](data:image/svg+xml,<svg/onload=tripwire()>)
      !["onerror="tripwire()](REMOTE.png"onerror="tripwire()) ![a'><script>tripwire()</script>](REMOTE.png 'a"onload="tripwire()')
      [a](https://example.org/?"><script>tripwire()</script>) [a](https://user:javascript@example.org) <https://example.org/"onclick="tripwire()>
      **<script>**tripwire()**</script>** [*x](javascript:tripwire()*) ~~[x](javascript:tripwire())~~ `<img onerror=tripwire()>`
      """;

  private static final String FORMULAS =
      """
      $\\href{javascript:tripwire()}{x}$ $\\href{REMOTE}{x}$ $\\url{javascript:tripwire()}$
      $\\includegraphics{REMOTE.png}$ $\\includegraphics[width=1em]{javascript:tripwire()}$
      $\\htmlClass{dock}{x}$ $\\htmlId{reveal}{x}$ $\\htmlStyle{background:url(REMOTE)}{x}$ $\\htmlData{action=stop}{x}$
      $\\text{<img src=x onerror=tripwire()>}$ $\\text{</span><script>tripwire()</script>}$ $</span><script>tripwire()</script>$
      $\\color{red;background:url(REMOTE)}{x}$ $\\textcolor{#f00" onload="tripwire()}{x}$ $\\colorbox{url(REMOTE)}{x}$
      $\\unicode{x3c}\\char"3Cscript\\char"3E$ $\\def\\x{\\href{javascript:tripwire()}{y}}\\x$ $\\gdef\\f{\\htmlId{x}{y}}\\f$
      $\\def\\a{\\a\\a}\\a$ $\\rule{99999em}{99999em}$ $\\kern{99999em}x$ $\\\\[99999em]$
      \\(\\href{javascript:tripwire()}{x}\\) \\(<script>tripwire()</script>\\) \\[\\url{javascript:tripwire()}\\]
      $$\\href{javascript:tripwire()}{x}$$ $$\\begin{matrix}\\href{javascript:tripwire()}{x}\\end{matrix}$$ $$<img src=x onerror=tripwire()>$$
      $\\require{html}\\style{background:url(REMOTE)}{x}$ $\\class{dock}{x}$ $\\cssId{reveal}{x}$ $\\mmlToken{mi}[onclick="tripwire()"]{x}$
      $x^{`<script>tripwire()</script>`}$ `$\\href{javascript:tripwire()}{x}$` $\\verb|<script>tripwire()</script>|$
      """;

  private static Stream<String> blocks() {
    return Stream.of(
        "```html\n<script>tripwire()</script>\n<img src=x onerror=tripwire()>\n```",
        "```\"><script>tripwire()</script>\ncode\n```",
        "```js\" onmouseover=\"tripwire()\" class=\"dock\nlet a = '<img src=x onerror=tripwire()>';\n```",
        "```xml\n<!--><img src=x onerror=tripwire()>--><![CDATA[<script>tripwire()</script>]]>\n```",
        "```markdown\n[x](javascript:tripwire()) <svg/onload=tripwire()>\n```",
        "~~~css\nbody{background:url(REMOTE.png)} </style><script>tripwire()</script>\n~~~",
        "```__proto__\nx\n```\n\n```constructor\nx\n```\n\n```../../main\nx\n```",
        "    <script>tripwire()</script>\n    <img src=x onerror=tripwire()>",
        "| <img src=x onerror=tripwire()> | [x](javascript:tripwire()) |\n|:-:|---|\n"
            + "| <script>tripwire()</script> | ![x](REMOTE.png) |\n| `</td><script>` | $\\href{javascript:tripwire()}{x}$ |",
        "> <script>tripwire()</script>\n> > [x](javascript:tripwire())\n\n- <b onclick=tripwire()>x\n  1. <svg/onload=tripwire()>",
        "# <img src=x onerror=tripwire()>\n\n<h1 onclick=tripwire()>\n===\n\n[x](javascript:tripwire())\n---",
        "<div>\n\n<script>\n\ntripwire()\n\n</script>\n\n</div>",
        "<script\n>tripwire()\n</script\n>\n\n<img\nsrc=x\nonerror\n=\ntripwire()\n>",
        "<pre><code class=\"language-js\"><script>tripwire()</script></code></pre>",
        "[^1]\n\n[^1]: <script>tripwire()</script>\n\n- [ ] <img src=x onerror=tripwire()>\n- [x] done",
        ":::html\n<script>tripwire()</script>\n:::\n\n:smile: @tripwire #tripwire {onclick=tripwire()}");
  }

  private static Stream<String> odd() {
    return Stream.of(
        "<scr\0ipt>tripwire()</scr\0ipt> <img src=x on\0error=tripwire()> [x](java\0script:tripwire())",
        "\u202E<script>tripwire()</script>\u202C \u2066[x](javascript:tripwire())\u2069 \u200Bjava\u00ADscript:tripwire()",
        "<\uFF33cript>tripwire()</\uFF33cript> \uFF1Cscript\uFF1Etripwire()\uFF1C/script\uFF1E <\u017Fcript>tripwire()</\u017Fcript>",
        "[x](java\u2028script:tripwire()) [x](\u0001javascript:tripwire()) [x](\uFEFFjavascript:tripwire()) [x](\u00A0javascript:tripwire())",
        "<img src=x onerror=\u2028tripwire()> <a href=\"\u000Bjavascript:tripwire()\">x</a> \u001B]8;;REMOTE\u0007x\u001B]8;;\u0007",
        "\uD83D\uDE00<script>tripwire()</script>\uD83D\uDC69\u200D\uD83D\uDE80 Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319 \uDB40\uDC41\uDB40\uDC42",
        "> ".repeat(150) + "<script>tripwire()</script>",
        "*".repeat(300) + "<img src=x onerror=tripwire()>" + "*".repeat(300),
        "[".repeat(300) + "x" + "](javascript:tripwire())".repeat(20),
        "<".repeat(300) + "script>tripwire()" + "\\(".repeat(100) + "$".repeat(101),
        "<details ontoggle=tripwire() open><p title=\"never closed",
        "| a |\n|---|\n| `never closed <script>tripwire()</script>",
        "```html\n<script>tripwire()</script> never closed");
  }
}
