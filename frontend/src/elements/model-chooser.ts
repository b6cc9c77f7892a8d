import { announce } from "../helpers/announce";
import { choices } from "../helpers/storage";
import { word } from "../helpers/words";

/**
 * A list of models with a field to search it (the combobox pattern of ARIA). The select that works without
 * script stays beneath: it keeps the choice and is what the form sends.
 */
export class ModelChooser extends HTMLElement {
  private readonly search = document.createElement("input");
  private readonly list = document.createElement("ul");
  private active = -1;

  connectedCallback(): void {
    if (this.list.isConnected) return;
    this.recall();
    this.furnish();
    this.search.addEventListener("click", () => this.open(""));
    this.search.addEventListener("focus", () => this.search.select());
    this.search.addEventListener("input", () => this.open(this.search.value));
    this.search.addEventListener("keydown", (event) => this.pressed(event));
    this.search.addEventListener("blur", () => this.close());
    // Before the field loses its focus, and with it the list.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option instanceof HTMLElement) this.choose(option.dataset["name"]);
    });
    this.querySelector('[data-action="random"]')?.addEventListener("click", () => this.draw());
    this.show();
  }

  /** The name that is chosen. */
  get chosen(): string {
    return this.select.value;
  }

  /** Chooses a model; a name that isn't in the list changes nothing. */
  choose(name: string | undefined): void {
    if (name !== undefined && this.names().includes(name)) {
      this.select.value = name;
      choices.set(this.key, name);
      this.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.close();
    this.show();
  }

  private furnish(): void {
    const id = `${this.select.id}-search`;
    this.search.type = "text";
    this.search.id = id;
    this.search.className = "chooser-search";
    this.search.autocomplete = "off";
    this.search.spellcheck = false;
    this.list.id = `${id}-list`;
    this.list.className = "chooser-list";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-describedby": this.select.getAttribute("aria-describedby") ?? "",
      "aria-invalid": this.select.getAttribute("aria-invalid") ?? "false",
    })) {
      this.search.setAttribute(name, value);
    }
    const label = this.querySelector("label");
    if (label) {
      label.htmlFor = id;
      label.id = `${id}-label`;
      this.list.setAttribute("aria-labelledby", label.id);
    }
    this.select.before(this.search);
    this.select.hidden = true;
    this.querySelector(".chooser-field")?.append(this.list);
  }

  /** What was chosen the last time, unless the page was asked for with models of its own. */
  private recall(): void {
    if (this.closest<HTMLElement>(".choosers")?.dataset["asked"]) return;
    const last = choices.get(this.key);
    if (last !== null && this.names().includes(last)) this.select.value = last;
  }

  private draw(): void {
    const taken = [...document.querySelectorAll("model-chooser")]
      .filter((one): one is ModelChooser => one instanceof ModelChooser)
      .map((one) => one.chosen);
    const others = this.names().filter((name) => !taken.includes(name));
    const drawn = others[Math.floor(Math.random() * others.length)];
    this.choose(drawn);
    announce(this.chosen);
  }

  private open(wanted: string): void {
    const words = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const found = this.options().filter((option) => {
      const text = `${option.value} ${option.dataset["maker"] ?? ""}`.toLocaleLowerCase();
      return words.every((one) => text.includes(one));
    });
    this.list.replaceChildren(
      ...(found.length > 0 ? found.map((one, n) => this.item(one, n)) : [this.none()]),
    );
    this.list.hidden = false;
    this.search.setAttribute("aria-expanded", "true");
    const chosen = found.findIndex((option) => option.value === this.chosen);
    this.activate(found.length === 0 ? -1 : words.length > 0 ? 0 : chosen);
    if (words.length > 0) announce(word("chooser.count", found.length, this.options().length));
  }

  private close(): void {
    this.list.hidden = true;
    this.active = -1;
    this.search.setAttribute("aria-expanded", "false");
    this.search.removeAttribute("aria-activedescendant");
    this.search.value = this.chosen;
  }

  private item(option: HTMLOptionElement, number: number): HTMLLIElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(option.value === this.chosen));
    item.dataset["name"] = option.value;
    const name = document.createElement("span");
    name.textContent = option.value;
    item.append(name);
    const maker = option.dataset["maker"];
    if (maker) {
      const by = document.createElement("span");
      by.className = "help";
      by.textContent = maker;
      item.append(" ", by);
    }
    return item;
  }

  private none(): HTMLLIElement {
    const item = document.createElement("li");
    item.className = "help";
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    item.setAttribute("aria-selected", "false");
    item.textContent = word("chooser.none");
    return item;
  }

  private activate(number: number): void {
    this.active = number;
    for (const [n, item] of [...this.list.children].entries()) {
      item.toggleAttribute("data-active", n === number);
    }
    const item = this.list.children[number];
    if (!item) {
      this.search.removeAttribute("aria-activedescendant");
      return;
    }
    this.search.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView?.({ block: "nearest" });
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const items = this.list.querySelectorAll<HTMLElement>("[data-name]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      else this.step(event.key === "ArrowDown" ? 1 : -1, items.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      else this.choose(items[this.active]?.dataset["name"]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  private step(by: 1 | -1, count: number): void {
    const from = this.active < 0 && by < 0 ? 0 : this.active;
    if (count > 0) this.activate((from + by + count) % count);
  }

  /** The choice in the field, and what is known of that model beneath it. */
  private show(): void {
    this.search.value = this.chosen;
    const known = [...document.querySelectorAll<HTMLElement>(".model-list [data-model]")];
    const facts = known.find((one) => one.dataset["model"] === this.chosen)?.querySelector(".model-facts");
    this.querySelector(".chooser-card")?.replaceChildren(...(facts ? [facts.cloneNode(true)] : []));
  }

  private get select(): HTMLSelectElement {
    const select = this.querySelector("select");
    if (!select) throw new Error("a chooser without a list");
    return select;
  }

  private options(): HTMLOptionElement[] {
    return [...this.select.options];
  }

  private names(): string[] {
    return this.options().map((option) => option.value);
  }

  private get key(): string {
    return `${this.select.id}:${this.closest<HTMLElement>(".choosers")?.dataset["mode"]}`;
  }
}
