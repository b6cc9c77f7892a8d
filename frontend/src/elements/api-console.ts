import { announce } from "../helpers/announce";

/** More than this of an answer is not shown: pages of text, not files. */
const mostShown = 100_000;

interface Call {
  method: string;
  url: string;
  body: string | null;
}

type Words = "sending" | "lost" | "state" | "file" | "cut" | "missing";

/**
 * Sends requests to the API from forms that the description makes: with the session of the page, or with a
 * pasted token, which is held by its field and by nothing else.
 */
export class ApiConsole extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send(event.target as HTMLFormElement);
    });
  }

  private async send(form: HTMLFormElement): Promise<void> {
    const missing = this.missing(form);
    const problem = within(form, ".problem");
    problem.hidden = missing === undefined;
    if (missing) {
      problem.textContent = this.say("missing", missing.name);
      missing.focus();
      return;
    }
    await this.run(call(form), place(form));
  }

  /** The first field that the address can't do without. */
  private missing(form: HTMLFormElement): HTMLInputElement | undefined {
    const needed = form.querySelectorAll<HTMLInputElement>('[data-in="path"]');
    return [...needed].find((field) => field.value.trim() === "");
  }

  private async run(sent: Call, into: HTMLElement): Promise<void> {
    const template = this.querySelector("template");
    if (!template) return;
    into.replaceChildren(template.content.cloneNode(true));
    into.hidden = false;
    within(into, ".trial-curl").textContent = curl(sent, this.token() !== "");
    const state = within(into, ".trial-state");
    state.textContent = this.say("sending");
    const began = performance.now();
    try {
      const response = await fetch(sent.url, this.request(sent));
      state.textContent = this.say(
        "state",
        `${response.status} ${response.statusText}`.trim(),
        Math.round(performance.now() - began),
      );
      state.dataset["good"] = String(response.ok);
      within(into, ".trial-headers").textContent = headers(response);
      await this.show(response, into);
    } catch {
      state.dataset["good"] = "false";
      state.textContent = this.say("lost");
    }
    announce(state.textContent ?? "");
  }

  private token(): string {
    return this.querySelector<HTMLInputElement>("#api-token")?.value.trim() ?? "";
  }

  private request(sent: Call): RequestInit {
    const token = this.token();
    const given = new Headers({ Accept: "*/*" });
    if (token) given.set("Authorization", `Bearer ${token}`);
    if (sent.body !== null) given.set("Content-Type", "application/json");
    return {
      method: sent.method,
      headers: given,
      credentials: token ? "omit" : "same-origin",
      cache: "no-store",
      ...(sent.body === null ? {} : { body: sent.body }),
    };
  }

  private async show(response: Response, into: HTMLElement): Promise<void> {
    const note = within(into, ".trial-note");
    const type = response.headers.get("Content-Type") ?? "";
    if (!/json|text/.test(type) || response.headers.has("Content-Disposition")) {
      await response.body?.cancel();
      note.hidden = type === "";
      note.textContent = this.say("file", type);
      return;
    }
    const text = await beginning(response);
    const body = within(into, ".trial-body");
    body.textContent = readable(text);
    body.hidden = text === "";
    note.hidden = text.length < mostShown;
    note.textContent = this.say("cut");
    this.offerNext(text, into);
  }

  private offerNext(text: string, into: HTMLElement): void {
    const next = nextPage(text);
    const row = within(into, ".trial-next");
    row.hidden = next === null;
    if (next === null) return;
    row.querySelector("button")?.addEventListener("click", async () => {
      await this.run({ method: "GET", url: next, body: null }, into);
      within(into, ".trial-body").focus();
    });
  }

  private say(words: Words, ...values: (string | number)[]): string {
    const text = this.dataset[words] ?? "";
    return text.replace(/\{(\d)\}/g, (whole, index) => String(values[Number(index)] ?? whole));
  }
}

function within(parent: HTMLElement, selector: string): HTMLElement {
  const found = parent.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

/** Where the answer to a form goes. */
function place(form: HTMLFormElement): HTMLElement {
  return within(form.parentElement ?? form, ".trial-answer");
}

function call(form: HTMLFormElement): Call {
  let path = form.dataset["path"] ?? "";
  const query = new URLSearchParams();
  let body: string | null = null;
  const fields = form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
    "[data-in]",
  );
  for (const { name, value, dataset } of fields) {
    if (dataset["in"] === "body") body = value;
    else if (dataset["in"] === "path") path = path.replace(`{${name}}`, segments(value.trim()));
    else if (value.trim() !== "") query.set(name, value.trim());
  }
  const search = query.toString();
  return { method: form.dataset["method"] ?? "GET", url: search ? `${path}?${search}` : path, body };
}

/** A value as a part of an address; paths of files keep their slashes. */
function segments(value: string): string {
  return value.split("/").map(encodeURIComponent).join("/");
}

/** The same request for a shell. A token is never written out: the shell's own variable stands for it. */
function curl({ method, url, body }: Call, withToken: boolean): string {
  const parts = [method === "GET" ? "curl" : `curl -X ${method}`];
  parts.push(withToken ? '-H "Authorization: Bearer $TILTYARD_TOKEN"' : "-u USERNAME");
  if (body !== null) parts.push(`-H 'Content-Type: application/json' -d ${quoted(body)}`);
  parts.push(quoted(location.origin + url));
  return parts.join(" \\\n  ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function headers(response: Response): string {
  return [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
}

/** As much of a text as is shown; the rest is not read. */
async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  while (text.length < mostShown) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text.slice(0, mostShown);
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The address of the next page, if the answer is a page and there is one; never one elsewhere. */
function nextPage(text: string): string | null {
  try {
    const next = (JSON.parse(text) as { next?: unknown }).next;
    return typeof next === "string" && next.startsWith("/api/v1/") ? next : null;
  } catch {
    return null;
  }
}
