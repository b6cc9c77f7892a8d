import { post, showProblem } from "../helpers/http";
import { prepareRendering } from "./answer-seat";
import { BattleArena } from "./battle-arena";
import { ModelChooser } from "./model-chooser";
import { PromptBox } from "./prompt-box";

/** The start page: a prompt or an example becomes a battle in place, at its own address. */
export function startPage(): void {
  const welcome = document.querySelector<HTMLElement>(".welcome");
  const box = welcome?.querySelector("prompt-box");
  if (!welcome || !(box instanceof PromptBox)) return;
  box.addEventListener("input", prepareRendering, { once: true });
  box.addEventListener("prompt-send", (event) => {
    void start(welcome, box, (event as CustomEvent<{ text: string }>).detail.text);
  });
  welcome.querySelector(".examples")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const example = event instanceof SubmitEvent ? event.submitter : null;
    if (example instanceof HTMLButtonElement) box.fill(example.value);
  });
  // Back from a battle that began here: the start page is what the address says.
  window.addEventListener("popstate", () => location.reload());
}

async function start(welcome: HTMLElement, box: PromptBox, prompt: string): Promise<void> {
  const choosers = [...welcome.querySelectorAll("model-chooser")].filter(
    (one) => one instanceof ModelChooser,
  );
  const models = choosers.map((chooser) => chooser.chosen);
  const chosen = models.length > 0 ? { mode: welcome.dataset["mode"], models } : {};
  const place = welcome.querySelector<HTMLElement>(".chooser-problem");
  const invalid = (models: boolean) => {
    for (const search of welcome.querySelectorAll(".chooser-search")) {
      search.setAttribute("aria-invalid", String(models));
    }
  };
  showProblem(place, null);
  invalid(false);
  const reply = await post<{ id: string; turn: number }>("/battles", { prompt, ...chosen });
  if (!reply.ok && reply.problem.field === "models") {
    box.refused(null);
    showProblem(place, reply.problem);
    invalid(true);
    welcome.querySelector<HTMLElement>(".chooser-search")?.focus();
    return;
  }
  if (!reply.ok) return box.refused(reply.problem);
  box.accepted();
  const { id, turn } = reply.value;
  const template = document.querySelector<HTMLTemplateElement>("template#battle-template");
  const arena = template?.content.querySelector<HTMLElement>("battle-arena");
  // Names are shown from the start, and the page of the battle is what knows them.
  if (!arena) return location.assign(`/battles/${id}`);
  history.pushState(null, "", `/battles/${id}`);
  document.title = `${prompt.trim().slice(0, 60)} · ${document.title}`;
  const shown = document.importNode(arena, true);
  shown.dataset["id"] = id;
  welcome.replaceWith(shown);
  window.scrollTo(0, 0);
  if (shown instanceof BattleArena) shown.begin(turn, prompt);
}
