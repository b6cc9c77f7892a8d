import type katex from "katex";

type Katex = typeof katex;

let loading: Promise<void> | undefined;
let loaded: Katex | undefined;
/** Formulas in a paragraph that is still growing are needed again in every frame. */
const set = new Map<string, Node[]>();

/** Sets the formulas under this element in type, at once or as soon as the typesetter is there. */
export function showMath(root: ParentNode): void {
  const formulas = [...root.querySelectorAll<HTMLElement>(".math:not(.shown)")];
  if (formulas.length === 0) return;
  if (loaded) {
    for (const formula of formulas) show(formula, loaded);
    return;
  }
  loading ??= load();
  loading.then(() => {
    // The paragraph may have been built again meanwhile: what is on the page now counts.
    const found = document.querySelectorAll<HTMLElement>(".math:not(.shown)");
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
  let nodes = set.get(key);
  if (!nodes) {
    typesetter.render(tex, formula, {
      displayMode,
      throwOnError: false,
      strict: "ignore",
      trust: false,
      maxSize: 20,
      maxExpand: 500,
    });
    nodes = [...formula.childNodes].map((node) => node.cloneNode(true));
    if (set.size > 200) set.clear();
    set.set(key, nodes);
    return;
  }
  formula.replaceChildren(...nodes.map((node) => node.cloneNode(true)));
}
