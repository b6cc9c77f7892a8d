import { word } from "./words";

/** What a person is told when something did not work (RFC 9457). */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  field?: string;
}

export type Reply<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Sends JSON and reads JSON; every failure comes back as a problem, never as an exception. */
export async function post<T>(url: string, body?: unknown): Promise<Reply<T>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        Accept: "application/json, application/problem+json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
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
    const read = JSON.parse(body) as Partial<Problem>;
    if (typeof read.title === "string") {
      return {
        status,
        title: read.title,
        detail: typeof read.detail === "string" ? read.detail : "",
        ...(typeof read.field === "string" ? { field: read.field } : {}),
      };
    }
  } catch {
    // Not JSON: a proxy's page, perhaps. Its words are not for the reader.
  }
  return { status, title: word("problem.unknown"), detail: "" };
}

/** Writes a problem into its place on the page, or clears the place. */
export function showProblem(place: HTMLElement | null, problem: Problem | null): void {
  if (!place) return;
  const [title, detail] = [place.querySelector("strong"), place.querySelector("span")];
  if (title) title.textContent = problem?.title ?? "";
  if (detail) detail.textContent = problem?.detail ?? "";
  place.hidden = problem === null;
}
