import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiConsole } from "../src/elements/api-console";

const page = `
  <div id="announcer"></div>
  <api-console data-sending="Waiting" data-lost="Lost" data-state="{0}, {1} ms" data-file="A file ({0})"
    data-cut="Cut" data-missing="Fill in {0}">
    <input id="api-token">
    <div>
      <form data-method="POST" data-path="/api/v1/things/{id}/{path}">
        <input name="id" data-in="path"><input name="path" data-in="path"><input name="order" data-in="query">
        <textarea name="body" data-in="body"></textarea>
        <p class="problem" hidden></p><button>Send</button>
      </form>
      <div class="trial-answer" hidden></div>
    </div>
    <template><code class="trial-curl"></code><p class="trial-state"></p><p class="trial-note" hidden></p>
      <pre class="trial-body" hidden></pre><p class="trial-next" hidden><button type="button">Next</button></p>
      <pre class="trial-headers"></pre></template>
  </api-console>`;

const find = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const fill = (name: string, value: string) => {
  find<HTMLInputElement>(`[name="${name}"]`).value = value;
};
const answers = (body: string, type = "application/json", more: Record<string, string> = {}) => {
  const headers = { "Content-Type": type, ...more };
  const fetching = vi.fn(async (_url: string, _request: RequestInit) => new Response(body, { headers }));
  vi.stubGlobal("fetch", fetching);
  return fetching;
};
const send = async () => {
  find("form button").click();
  await vi.waitFor(() => expect(find(".trial-state").textContent).not.toBe("Waiting"));
};

beforeAll(() => customElements.define("api-console", ApiConsole));

beforeEach(() => {
  document.body.innerHTML = page;
  fill("id", "a b");
  fill("path", "data/one?.jsonl");
  fill("body", '{"title": "It\'s"}');
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.innerHTML = "";
});

describe("the console of the API", () => {
  it("makes the address of the fields, and leaves out what is empty", async () => {
    const fetching = answers("{}");
    await send();
    expect(fetching.mock.calls[0]?.[0]).toBe("/api/v1/things/a%20b/data/one%3F.jsonl");
    fill("order", "newest & best");
    await send();
    expect(fetching.mock.calls[1]?.[0]).toMatch(/\?order=newest\+%26\+best$/);
    expect(fetching.mock.calls[1]?.[1].body).toBe('{"title": "It\'s"}');
  });

  it("sends the session, or a token instead, which it never shows", async () => {
    const fetching = answers("{}");
    await send();
    expect(fetching.mock.calls[0]?.[1].credentials).toBe("same-origin");
    find<HTMLInputElement>("#api-token").value = " tyd_secret ";
    await send();
    const request = fetching.mock.calls[1]?.[1];
    expect(request?.credentials).toBe("omit");
    expect(new Headers(request?.headers).get("Authorization")).toBe("Bearer tyd_secret");
    expect(find(".trial-answer").textContent).not.toContain("tyd_secret");
  });

  it("shows a command that a shell takes as it is meant", async () => {
    answers("{}");
    await send();
    expect(find(".trial-curl").textContent).toContain(`-d '{"title": "It'\\''s"}'`);
  });

  it("names the field without which there is no address, and sends nothing", () => {
    const fetching = answers("{}");
    fill("id", " ");
    find("form button").click();
    expect(find(".problem").textContent).toBe("Fill in id");
    expect(fetching).not.toHaveBeenCalled();
  });

  it("shows markup as the text that it is", async () => {
    answers('{"prompt": "<img src=x onerror=alert(1)>"}');
    await send();
    await vi.waitFor(() => expect(find(".trial-body").textContent).toContain("<img src=x"));
    expect(find(".trial-body").children).toHaveLength(0);
  });

  it("goes to the next page, and only within the API", async () => {
    const fetching = answers('{"data": [], "next": "/api/v1/things?cursor=x"}');
    await send();
    await vi.waitFor(() => expect(find(".trial-next").hidden).toBe(false));
    find(".trial-next button").click();
    expect(fetching.mock.calls[1]?.[0]).toBe("/api/v1/things?cursor=x");
    answers('{"next": "https://elsewhere.example/"}');
    await send();
    await vi.waitFor(() => expect(find(".trial-body").hidden).toBe(false));
    expect(find(".trial-next").hidden).toBe(true);
  });

  it("shows no file, but says what it is", async () => {
    answers("PK", "application/zip");
    await send();
    await vi.waitFor(() => expect(find(".trial-note").textContent).toBe("A file (application/zip)"));
    expect(find(".trial-body").hidden).toBe(true);
  });
});
