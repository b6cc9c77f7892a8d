import type { Solution } from "../streams/solver";
import { announce } from "./announce";
import type { Hurdle, Problem } from "./http";
import { word } from "./words";

/**
 * The headers that show it was done, and fields to add to what is sent; or why it was not, null where the
 * server's own words say it best.
 */
type Passed =
  | { headers: Record<string, string>; fields?: Record<string, unknown> }
  | { problem: Problem | null };

/** Does what the server asks for before it takes a request. Loaded only when it does. */
export async function overcome(hurdle: Hurdle): Promise<Passed> {
  if (hurdle.reason === "terms") return agree(hurdle.terms);
  if (hurdle.reason === "warning") return acknowledge(hurdle.title, hurdle.detail);
  try {
    announce(word("announce.working"));
    const solution = await solve(hurdle.challenge);
    const payload = JSON.stringify({ challenge: hurdle.challenge, solution });
    return { headers: { Altcha: btoa(payload) } };
  } catch {
    return { problem: null };
  }
}

/** Computes in a worker, so that the page stays quick. */
function solve(challenge: unknown): Promise<Solution> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("../streams/solver.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Solution>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener("error", (event) => {
      worker.terminate();
      reject(new Error(event.message));
    });
    worker.postMessage(challenge);
  });
}

/** Shows the terms; the request goes on only when the person agrees. */
async function agree(version: string): Promise<Passed> {
  const text = await terms();
  if (!text) return { problem: { status: 0, title: word("terms.dialog.lost"), detail: "" } };
  const dialog = termsDialog(text, version);
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  dialog.remove();
  if (dialog.returnValue === "agree") return { headers: { "Tiltyard-Terms": version } };
  return { problem: { status: 0, title: word("terms.dialog.declined"), detail: "" } };
}

/** Shows what moderation warns of; the prompt is sent only when the person wants it all the same. */
async function acknowledge(title: string, detail: string): Promise<Passed> {
  const dialog = element("dialog", "dialog");
  const head = element("h2", "", title);
  head.id = "warning-dialog-title";
  dialog.setAttribute("aria-labelledby", head.id);
  const words = element("p", "", detail);
  words.id = "warning-dialog-words";
  dialog.setAttribute("aria-describedby", words.id);
  const form = element("form", "");
  form.method = "dialog";
  const back = element("button", "button", word("moderation.warning.back"));
  const send = element("button", "button primary", word("moderation.warning.send"));
  send.value = "send";
  form.append(back, send);
  dialog.append(head, words, form);
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  dialog.remove();
  if (dialog.returnValue === "send") return { headers: {}, fields: { acknowledged: true } };
  return { problem: { status: 0, title: word("moderation.warning.declined"), detail: "" } };
}

/** The text that the page of the terms shows: safe HTML, made by the server. */
async function terms(): Promise<HTMLElement | null> {
  try {
    const response = await fetch("/terms", { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const text = page.querySelector<HTMLElement>("main article");
    return text ? document.importNode(text, true) : null;
  } catch {
    return null;
  }
}

function termsDialog(text: HTMLElement, version: string): HTMLDialogElement {
  const dialog = element("dialog", "dialog terms-dialog");
  const title = element("h2", "", word("terms.dialog.title"));
  title.id = "terms-dialog-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const box = element("div", "terms-text");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", word("terms.version", version));
  box.append(text);
  const form = element("form", "");
  form.method = "dialog";
  const decline = element("button", "button", word("terms.decline"));
  const accept = element("button", "button primary", word("terms.agree-and-send"));
  accept.value = "agree";
  form.append(decline, accept);
  dialog.append(title, box, element("p", "help", word("terms.dialog.kept")), form);
  return dialog;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
