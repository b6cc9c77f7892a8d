let known: Map<string, string> | undefined;

/** Reads the words the page carries for its scripts (templates/web/words.html). */
function read(): Map<string, string> {
  const template = document.querySelector<HTMLTemplateElement>("template#words");
  const entries = template?.content.querySelectorAll<HTMLElement>("[data-word]") ?? [];
  return new Map([...entries].map((entry) => [entry.dataset["word"] ?? "", entry.textContent]));
}

/** The text for a message key, with {0}, {1} … filled in; the key itself where the page has no such word. */
export function word(key: string, ...values: (string | number)[]): string {
  known ??= read();
  const text = known.get(key) ?? key;
  return text.replace(/\{(\d)\}/g, (whole, index) => String(values[Number(index)] ?? whole));
}
