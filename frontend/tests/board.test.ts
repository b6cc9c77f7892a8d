import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { FilterList } from "../src/elements/filter-list";
import { LivePage } from "../src/elements/live-page";
import { PickTwo } from "../src/elements/pick-two";
import { QueryForm } from "../src/elements/query-form";
import { SortableTable } from "../src/elements/sortable-table";

interface Model {
  name: string;
  rating: string;
}

const first: Model[] = [
  { name: "birch", rating: "1042" },
  { name: "maple", rating: "1007.5" },
  { name: "oak", rating: "958" },
];

function row({ name, rating }: Model): string {
  return `<tr data-key="${name}" data-text="${name}">
    <td><input type="checkbox" id="pick-${name}" value="${name}"></td>
    <th><a id="link-${name}" href="/x">${name}</a></th><td data-value="${rating}">${rating}</td></tr>`;
}

function page(models: Model[], chip = ""): string {
  return `<main><live-page data-events="/events">
    <query-form><form><label>Language <select name="language" id="language">
      <option value=""></option><option value="German"></option></select></label>
      <input name="minimum" data-default="100" value="100" id="minimum"></form><details><summary>More</summary></details></query-form>
    <p data-live="sum" data-merge data-announce>${models.length} models</p>
    <ul data-live="chips" data-merge>${chip}</ul>
    <filter-list><input type="search" id="search"><pick-two><p data-picked></p>
      <section data-live="board" data-merge><sortable-table><table>
        <thead><tr><th></th><th data-sort>Model</th><th data-sort="down">Rating</th></tr></thead>
        <tbody>${models.map(row).join("")}</tbody></table></sortable-table>
        <details id="more"><summary>How</summary></details></section></pick-two></filter-list>
  </live-page></main>`;
}

let stream: EventTarget;
let answer = "";

class FakeStream extends EventTarget {
  constructor() {
    super();
    stream = this;
  }

  close(): void {}
}

beforeAll(() => {
  vi.stubGlobal("EventSource", FakeStream);
  customElements.define("sortable-table", SortableTable);
  customElements.define("filter-list", FilterList);
  customElements.define("pick-two", PickTwo);
  customElements.define("live-page", LivePage);
  customElements.define("query-form", QueryForm);
});

beforeEach(() => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => ({ ok: true, status: 200, redirected: false, text: async () => answer })),
  );
  history.replaceState(null, "", "/leaderboard");
  document.body.innerHTML = page(first);
});

afterEach(() => {
  document.body.innerHTML = "";
});

function find<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return found;
}

function order(): (string | undefined)[] {
  return [...document.querySelectorAll<HTMLElement>("tbody tr")].map((one) => one.dataset["key"]);
}

async function vote(models: Model[]): Promise<void> {
  answer = page(models);
  stream.dispatchEvent(new Event("changed"));
  await vi.waitFor(() => expect(find("[data-live=sum]").textContent).toBe(`${models.length} models`));
  await new Promise((resolve) => setTimeout(resolve, 0));
}

const afterVote: Model[] = [
  { name: "maple", rating: "1044" },
  { name: "birch", rating: "1040" },
  { name: "oak", rating: "958" },
  { name: "yew", rating: "9.25" },
];

test("takes a vote in and keeps focus, what is ticked and what is unfolded", async () => {
  const link = find("#link-birch");
  link.focus();
  find<HTMLInputElement>("#pick-maple").click();
  find<HTMLDetailsElement>("#more").open = true;

  await vote(afterVote);

  expect(order()).toEqual(["maple", "birch", "oak", "yew"]);
  expect(find("[data-key=maple] td:last-child").textContent).toBe("1044");
  expect(find("#link-birch")).toBe(link);
  expect(document.activeElement).toBe(link);
  expect(find<HTMLInputElement>("#pick-maple").checked).toBe(true);
  expect(find("[data-picked]").textContent).toBe("maple");
  expect(find<HTMLDetailsElement>("#more").open).toBe(true);
});

test("keeps the order that somebody sorted by, numbers as numbers", async () => {
  const head = find("th[data-sort=down] .sort");
  head.click();
  head.click();
  expect(order()).toEqual(["oak", "maple", "birch"]);

  await vote(afterVote);

  expect(order()).toEqual(["yew", "oak", "birch", "maple"]);
  expect(find("th[data-sort=down] .sort")).toBe(head);
});

test("goes on hiding what was not searched for", async () => {
  find<HTMLInputElement>("#search").value = "y";
  find("#search").dispatchEvent(new Event("input"));
  expect([...document.querySelectorAll<HTMLElement>("tbody tr")].every((one) => one.hidden)).toBe(true);

  await vote(afterVote);

  expect(find("[data-key=yew]").hidden).toBe(false);
  expect(find("[data-key=oak]").hidden).toBe(true);
});

test("a third one takes the place of the first that was ticked", () => {
  for (const name of ["oak", "maple", "birch"]) find<HTMLInputElement>(`#pick-${name}`).click();
  expect(find<HTMLInputElement>("#pick-oak").checked).toBe(false);
  expect(find("[data-picked]").textContent).toBe("maple · birch");
  expect(find("pick-two").dataset["count"]).toBe("2");
});

test("puts what differs from the defaults into the address, and stays where it is", async () => {
  answer = page(first.slice(0, 2));
  const language = find<HTMLSelectElement>("#language");
  language.focus();
  language.value = "German";
  language.dispatchEvent(new Event("change", { bubbles: true }));
  await vi.waitFor(() => expect(order()).toHaveLength(2));
  expect(location.search).toBe("?language=German");
  expect(document.activeElement).toBe(language);
});

test("takes a filter off by its link, form and all, and keeps focus near", async () => {
  history.replaceState(null, "", "/leaderboard?minimum=5");
  find<HTMLInputElement>("#minimum").value = "5";
  find("[data-live=chips]").innerHTML = '<li><a data-query href="/leaderboard">at least 5 ×</a></li>';
  answer = page(first);
  const chip = find("[data-query]");
  chip.focus();
  chip.click();
  await vi.waitFor(() => expect(chip.isConnected).toBe(false));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(location.search).toBe("");
  expect(find<HTMLInputElement>("#minimum").value).toBe("100");
  expect(document.activeElement).toBe(find("query-form summary"));
});
