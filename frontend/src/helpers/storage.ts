/** Browser storage that is allowed to be off, full or forbidden: then nothing is kept. */
function guarded<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

/** Choices that outlive the tab. */
export const choices = {
  get: (key: string) => guarded(() => localStorage.getItem(key), null),
  set: (key: string, value: string | null) =>
    guarded(() => {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    }, undefined),
};

/** Text that was typed and not sent, one per page, as long as the tab lives. */
export const drafts = {
  get: () => guarded(() => sessionStorage.getItem(`draft:${location.pathname}`), null),
  set: (text: string) =>
    guarded(() => {
      if (text) sessionStorage.setItem(`draft:${location.pathname}`, text);
      else sessionStorage.removeItem(`draft:${location.pathname}`);
    }, undefined),
};
