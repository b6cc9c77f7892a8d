import { announce } from "./announce";
import { word } from "./words";

/** Copies text; over plain HTTP, where there is no clipboard interface, by way of a hidden field. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeByField(text);
  }
}

function writeByField(text: string): boolean {
  const held = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (held instanceof HTMLElement) held.focus();
  return done;
}

/** Copies text and says so on the button that asked for it. */
export async function copyWith(button: HTMLElement, text: string): Promise<void> {
  const result = word((await write(text)) ? "copied" : "copy.failed");
  const label = button.querySelector<HTMLElement>(".button-words") ?? button;
  label.dataset["usual"] ??= label.textContent;
  label.textContent = result;
  announce(result);
  setTimeout(() => {
    label.textContent = label.dataset["usual"] ?? "";
  }, 1500);
}
