import type katex from "katex";

type Katex = typeof katex;

/** Not yet set, and not still being written. */
const unset = ".math:not(.shown, .open)";

let loading: Promise<void> | undefined;
let loaded: Katex | undefined;
/** Formulas in a paragraph that is still growing are needed again in every frame. */
const set = new Map<string, Node[]>();

/** Sets the formulas under this element in type, at once or as soon as the typesetter is there. */
export function showMath(root: ParentNode): void {
  const formulas = [...root.querySelectorAll<HTMLElement>(unset)];
  if (formulas.length === 0) return;
  if (loaded) {
    for (const formula of formulas) show(formula, loaded);
    return;
  }
  loading ??= load();
  loading.then(() => {
    // The paragraph may have been built again meanwhile: what is on the page now counts.
    const found = document.querySelectorAll<HTMLElement>(unset);
    if (loaded) for (const formula of found) show(formula, loaded);
  });
}

async function load(): Promise<void> {
  try {
    const [module] = await Promise.all([import("katex"), import("katex/dist/katex.min.css")]);
    loaded = module.default;
  } catch {
    loading = undefined; // Offline: the source of the formula stays, the next one asks again.
  }
}

function show(formula: HTMLElement, typesetter: Katex): void {
  const tex = formula.textContent;
  const displayMode = formula.dataset["display"] === "true";
  const key = `${displayMode}${tex}`;
  formula.classList.add("shown");
  const nodes = set.get(key) ?? typeset(tex, displayMode, typesetter);
  if (set.size > 200) set.clear();
  set.set(key, nodes);
  if (nodes.length > 0) formula.replaceChildren(...nodes.map((node) => node.cloneNode(true)));
  else formula.classList.add("source");
}

/** The nodes of a formula; none where it has a fault: then its source is what the reader sees. */
function typeset(tex: string, displayMode: boolean, typesetter: Katex): Node[] {
  const place = document.createElement("span");
  try {
    typesetter.render(tex, place, {
      displayMode,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxSize: 20,
      maxExpand: 500,
    });
  } catch {
    return [];
  }
  return [...place.childNodes];
}
