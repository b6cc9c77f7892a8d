/** What people or scripts have set on an element, and a fresh page says nothing of. */
const KEPT = new Set(["open", "hidden", "aria-sort"]);

/**
 * Makes an element what a fresh one is and keeps every node that both have: so focus, scroll, what is ticked, typed or
 * unfolded stay. Children with data-key are told apart by it, others by their place. The insides of a head with
 * data-sort belong to the script that sorts.
 */
export function merge(old: Element, fresh: Element): void {
  mergeAttributes(old, fresh);
  if (old.matches("th[data-sort]")) return;
  if (old.localName === "local-time") {
    if (moment(old) !== moment(fresh)) old.replaceChildren(...fresh.childNodes);
    return;
  }
  const keyed = new Map<string, Element>();
  for (const child of old.children) {
    const key = child.getAttribute("data-key");
    if (key !== null) keyed.set(key, child);
  }
  let place: ChildNode | null = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const kept: ChildNode | null = twin(wanted, place, keyed);
    if (!kept) {
      old.insertBefore(document.importNode(wanted, true), place);
      continue;
    }
    if (kept === place) place = place.nextSibling;
    else old.insertBefore(kept, place);
    if (kept instanceof Element && wanted instanceof Element) merge(kept, wanted);
    else if (kept.nodeValue !== wanted.nodeValue) kept.nodeValue = wanted.nodeValue;
  }
  while (place) {
    const gone: ChildNode = place;
    place = place.nextSibling;
    gone.remove();
  }
}

/** The node that a fresh one has been so far: the one with its key, or the one in its place if that is of its kind. */
function twin(fresh: ChildNode, place: ChildNode | null, keyed: Map<string, Element>): ChildNode | null {
  const key = fresh instanceof Element ? fresh.getAttribute("data-key") : null;
  if (key !== null) {
    const known = keyed.get(key);
    return known?.nodeName === fresh.nodeName ? known : null;
  }
  if (!place || place.nodeName !== fresh.nodeName) return null;
  return place instanceof Element && place.hasAttribute("data-key") ? null : place;
}

function mergeAttributes(old: Element, fresh: Element): void {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!KEPT.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function moment(element: Element): string | null | undefined {
  return element.querySelector("time")?.getAttribute("datetime");
}
