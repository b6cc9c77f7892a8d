// Loaded before anything is painted, as a classic script: no wrong colours, no flash.
{
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") root.dataset["theme"] = theme;
  } catch {
    // Storage is off: the system's choice stands.
  }
  // Tells the server that a page may be sent while its answers are still being written.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = "script=1; Path=/; SameSite=Lax; Max-Age=31536000";
}
