import type { HLJSApi, LanguageFn } from "highlight.js";

type Load = () => Promise<{ default: LanguageFn }>;

const files = import.meta.glob<{ default: LanguageFn }>(
  "../../node_modules/highlight.js/es/languages/{bash,c,cpp,csharp,css,dart,diff,dockerfile,elixir,go,graphql,haskell,ini,java,javascript,json,julia,kotlin,latex,lua,makefile,markdown,matlab,objectivec,perl,php,python,r,ruby,rust,scala,sql,swift,typescript,xml,yaml}.js",
);
const languages = new Map<string, Load>(
  Object.entries(files).map(([path, load]) => [path.replace(/^.*\/|\.js$/g, ""), load]),
);

const otherNames: Record<string, string> = {
  ...{ sh: "bash", shell: "bash", zsh: "bash", console: "bash", "c++": "cpp", h: "cpp", cuda: "cpp" },
  ...{ opencl: "cpp", cs: "csharp", "c#": "csharp", docker: "dockerfile", golang: "go", gql: "graphql" },
  ...{ hs: "haskell", toml: "ini", js: "javascript", jsx: "javascript", mjs: "javascript" },
  ...{ jsonc: "json", kt: "kotlin", tex: "latex", make: "makefile", md: "markdown", pl: "perl" },
  ...{ py: "python", python3: "python", rb: "ruby", rs: "rust", postgresql: "sql", mysql: "sql" },
  ...{
    ts: "typescript",
    tsx: "typescript",
    html: "xml",
    svg: "xml",
    yml: "yaml",
    "objective-c": "objectivec",
  },
};

/** Beyond this, colours cost more than they help. */
const longest = 60_000;

let core: Promise<HLJSApi> | undefined;

/** Colours a code element by its language class; the language is fetched when it is first met. */
export async function highlight(code: HTMLElement): Promise<void> {
  const named = /language-(\S+)/.exec(code.className)?.[1]?.toLowerCase() ?? "";
  const name = otherNames[named] ?? named;
  const load = languages.get(name);
  const text = code.textContent;
  if (!load || code.dataset["coloured"] || text.length > longest) return;
  code.dataset["coloured"] = "true";
  try {
    core ??= import("highlight.js/lib/core").then((module) => module.default);
    const [hljs, language] = await Promise.all([core, load()]);
    if (!hljs.getLanguage(name)) hljs.registerLanguage(name, language.default);
    // The highlighter escapes what it is given: text in, the same text with spans out.
    if (code.textContent === text) code.innerHTML = hljs.highlight(text, { language: name }).value;
  } catch {
    // Offline: plain code is fine.
  }
}
