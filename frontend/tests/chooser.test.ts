import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { furnish } from "./browser";

const chooser = (seat: string, chosen: string) => `
  <model-chooser data-seat="${seat}"><label for="model-${seat}">Model</label><div class="chooser-field">
    <select id="model-${seat}">${["birch", "maple", "maple large", "yew"]
      .map(
        (name) =>
          `<option value="${name}" data-maker="Wood of ${name}" ${name === chosen ? "selected" : ""}>`,
      )
      .join("")}</select>
    <button type="button" data-action="random"></button></div><div class="chooser-card"></div></model-chooser>`;

const page = (asked = "") => {
  document.body.innerHTML = `<div class="choosers" data-mode="side-by-side" ${asked}>
    ${chooser("a", "birch")}${chooser("b", "maple")}
    <ul class="model-list"><li data-model="yew"><div class="model-facts">Evergreen</div></li></ul></div>
    <div id="announcer"></div>`;
};

const find = <T extends Element>(selector: string) => {
  const element = document.querySelector<T>(`[data-seat="a"] ${selector}`);
  if (!element) throw new Error(`no ${selector}`);
  return element;
};
const search = () => find<HTMLInputElement>(".chooser-search");
const listed = () =>
  [...document.querySelectorAll<HTMLElement>('[data-seat="a"] [data-name]')].map(
    (one) => one.dataset["name"],
  );
const type = (text: string) => {
  search().value = text;
  search().dispatchEvent(new Event("input"));
};
const press = (key: string) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  search().dispatchEvent(event);
  return event;
};

beforeAll(async () => {
  furnish();
  document.body.innerHTML = '<main id="content"></main><div id="announcer"></div>';
  await import("../src/main");
});

beforeEach(() => {
  localStorage.clear();
  page();
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = "";
});

describe("a chooser of models", () => {
  it("finds a model by words of its name and its maker, in any order", () => {
    type("large MAPLE");
    expect(listed()).toEqual(["maple large"]);
    type("wood of yew");
    expect(listed()).toEqual(["yew"]);
    type("oak");
    expect(listed()).toEqual([]);
    expect(search().hasAttribute("aria-activedescendant")).toBe(false);
  });

  it("chooses with the keyboard, and Enter never sends the form", () => {
    expect(press("Enter").defaultPrevented).toBe(true);
    expect(listed()).toHaveLength(4);
    press("ArrowUp");
    expect(find(`#${search().getAttribute("aria-activedescendant")}`).textContent).toContain("yew");
    press("ArrowDown");
    press("ArrowUp");
    press("Enter");
    expect(find<HTMLSelectElement>("select").value).toBe("yew");
    expect(search().value).toBe("yew");
    expect(find(".chooser-card").textContent).toBe("Evergreen");
  });

  it("forgets what was typed when it is left without a choice", () => {
    type("ye");
    press("Escape");
    expect(search().value).toBe("birch");
    type("ye");
    search().dispatchEvent(new Event("blur"));
    expect(search().value).toBe("birch");
    expect(find<HTMLSelectElement>("select").value).toBe("birch");
  });

  it("draws none that is chosen already", () => {
    for (const luck of [0, 0.5, 0.999]) {
      vi.spyOn(Math, "random").mockReturnValue(luck);
      page();
      find<HTMLElement>('[data-action="random"]').click();
      expect(["maple large", "yew"]).toContain(search().value);
      localStorage.clear();
    }
  });

  it("remembers the choice, unless the page was asked for with one", () => {
    type("yew");
    press("Enter");
    page();
    expect(search().value).toBe("yew");
    page('data-asked="true"');
    expect(search().value).toBe("birch");
  });

  it("remembers no model that is gone", () => {
    localStorage.setItem("model-a:side-by-side", "elm");
    page();
    expect(search().value).toBe("birch");
  });
});
