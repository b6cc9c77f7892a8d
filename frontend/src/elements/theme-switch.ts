import { choices } from "../helpers/storage";
import { word } from "../helpers/words";

/** Switches between light and dark; going back to what the system says forgets the choice. */
export class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const button = this.querySelector("button");
    const label = () => {
      const text = word(this.dark(system) ? "theme.to-light" : "theme.to-dark");
      button?.setAttribute("aria-label", text);
      if (button) button.title = text;
    };
    button?.addEventListener("click", () => {
      const theme = this.dark(system) ? "light" : "dark";
      const usual = (theme === "dark") === system.matches;
      choices.set("theme", usual ? null : theme);
      if (usual) delete document.documentElement.dataset["theme"];
      else document.documentElement.dataset["theme"] = theme;
      label();
    });
    system.addEventListener("change", label);
    label();
  }

  private dark(system: MediaQueryList): boolean {
    const theme = document.documentElement.dataset["theme"];
    return theme ? theme === "dark" : system.matches;
  }
}
