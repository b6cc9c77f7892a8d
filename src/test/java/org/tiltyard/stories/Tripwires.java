package org.tiltyard.stories;

/** What runs in a page beside its own script, and finds whatever a text has smuggled in. */
final class Tripwires {

  /**
   * Makes {@code dangers()} say what has been found since the page was opened: in answers and
   * prompts every element, attribute and address that is not on a list of harmless ones. Looks at
   * each change as it is made, and has the page draw at once instead of with the next frame, so
   * that no state of a growing text stays unseen.
   */
  static final String SCRIPT =
      """
      (() => {
        const words = (text) => new Set(text.trim().split(/\\s+/));
        const elements = words(`p h1 h2 h3 h4 h5 h6 ul ol li blockquote hr br pre code em strong del
          a span table thead tbody tr th td div button`);
        const attributes = words(`href title class start align data-display rel target tabindex role
          aria-label data-action type data-coloured data-usual dir`);
        const inFormulas = words(`span svg path line math semantics annotation mrow mi mo mn ms mtext
          mspace mfrac msup msub msubsup mover munder munderover msqrt mroot mtable mtr mtd mstyle
          merror mpadded mphantom menclose`);
        const ofFormulas = words(`class style aria-hidden xmlns encoding display width height viewBox
          preserveAspectRatio d mathvariant stretchy fence separator lspace rspace minsize maxsize
          scriptlevel displaystyle mathcolor mathbackground columnalign columnspacing rowspacing
          accent linebreak linethickness voffset movablelimits symmetric x1 x2 y1 y2 stroke-width`);
        const places = ".answer, .reasoning-text, .prompt-text, .past-prompt, .reveal-comment";
        const found = new Set();
        const look = (one) => {
          const place = one.closest(places);
          if (!place || place === one) return;
          const formula = one.parentElement.closest(".math");
          const tag = one.localName;
          if (!(formula ? inFormulas : elements).has(tag)) found.add(one.outerHTML);
          if (tag === "button" && one.dataset.action !== "copy-code") found.add(one.outerHTML);
          if (!place.matches(".prose")) found.add("markup in " + place.className + ": " + tag);
          for (const { name, value } of one.attributes) {
            const known = (formula ? ofFormulas : attributes).has(name);
            const address = name === "href" && !/^(https?|mailto):$/.test(one.protocol);
            if (!known || address || /url\\(/i.test(name === "style" ? value : ""))
              found.add(`${tag} ${name}=${value}`);
          }
        };
        const lookInto = (node) => {
          if (!(node instanceof Element)) return;
          look(node);
          node.querySelectorAll("*").forEach(look);
        };
        window.dangers = () => {
          document.querySelectorAll(places).forEach(lookInto);
          return [...found];
        };
        new MutationObserver((changes) => {
          for (const change of changes) {
            if (change.type === "attributes") look(change.target);
            else change.addedNodes.forEach(lookInto);
          }
        }).observe(document, { subtree: true, childList: true, attributes: true });
        window.requestAnimationFrame = (draw) => {
          draw(performance.now());
          return 0;
        };
      })();
      """;

  private Tripwires() {}
}
