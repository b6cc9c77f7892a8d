import { word } from "./words";

/** What a person is told when something did not work (RFC 9457). */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  field?: string;
  /** What stands in the way, where something can be done about it: see hurdles.ts. */
  hurdle?: Hurdle;
}

/** Something to be done before the same request is taken. */
export type Hurdle =
  | { reason: "terms"; terms: string }
  | { reason: "challenge"; challenge: unknown }
  | { reason: "warning"; title: string; detail: string };

export type Reply<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** A request is sent again this often at most: the server may raise one hurdle after another. */
const mostTries = 4;

/**
 * Sends JSON and reads JSON; every failure comes back as a problem, never as an exception. Where the server
 * asks for something first, it is done, and the same request is sent again.
 */
export async function post<T>(url: string, body?: unknown): Promise<Reply<T>> {
  const headers: Record<string, string> = {};
  for (let left = mostTries; ; left--) {
    const reply = await send<T>(url, body, headers);
    if (reply.ok || !reply.problem.hurdle || left === 1) return reply;
    const { overcome } = await import("./hurdles");
    const passed = await overcome(reply.problem.hurdle);
    if ("problem" in passed) return { ok: false, problem: passed.problem ?? reply.problem };
    Object.assign(headers, passed.headers);
    if (passed.fields) body = { ...(body as object), ...passed.fields };
  }
}

async function send<T>(url: string, body: unknown, headers: Record<string, string>): Promise<Reply<T>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        Accept: "application/json, application/problem+json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, value: (text ? JSON.parse(text) : undefined) as T };
    return { ok: false, problem: problemIn(text, response.status) };
  } catch {
    return { ok: false, problem: { status: 0, title: word("problem.offline"), detail: "" } };
  }
}

/** The problem a body describes, or a plain one where it describes none. */
export function problemIn(body: string, status: number): Problem {
  try {
    const read = JSON.parse(body) as Record<string, unknown>;
    if (typeof read["title"] === "string") {
      const hurdle = hurdleIn(read);
      return {
        status,
        title: read["title"],
        detail: typeof read["detail"] === "string" ? read["detail"] : "",
        ...(typeof read["field"] === "string" ? { field: read["field"] } : {}),
        ...(hurdle ? { hurdle } : {}),
      };
    }
  } catch {
    // Not JSON: a proxy's page, perhaps. Its words are not for the reader.
  }
  return { status, title: word("problem.unknown"), detail: "" };
}

function hurdleIn(body: Record<string, unknown>): Hurdle | null {
  const { reason, terms, challenge, title, detail } = body;
  if (reason === "terms" && typeof terms === "string") return { reason, terms };
  if (reason === "warning") return { reason, title: String(title), detail: String(detail ?? "") };
  return reason === "challenge" && challenge ? { reason, challenge } : null;
}

/** Writes a problem into its place on the page, or clears the place. */
export function showProblem(place: HTMLElement | null, problem: Problem | null): void {
  if (!place) return;
  const [title, detail] = [place.querySelector("strong"), place.querySelector("span")];
  if (title) title.textContent = problem?.title ?? "";
  if (detail) detail.textContent = problem?.detail ?? "";
  place.hidden = problem === null;
}
