/** Says something to screen readers: starts, ends and losses, never the words of an answer. */
export function announce(text: string): void {
  const place = document.getElementById("announcer");
  if (!place) return;
  const line = document.createElement("p");
  line.textContent = text;
  place.append(line);
  setTimeout(() => line.remove(), 4000);
}
