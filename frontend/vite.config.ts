import { defineConfig } from "vitest/config";

/** KaTeX offers each font three times; every browser that runs this page reads the smallest. */
const onlyWoff2 = {
  name: "only-woff2",
  enforce: "pre" as const,
  transform(code: string, id: string) {
    if (!id.includes("katex") || !id.endsWith(".css")) return null;
    return code.replace(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\([^)]+\)/g, "");
  },
};

export default defineConfig({
  base: "/assets/",
  plugins: [onlyWoff2],
  build: {
    outDir: "../target/classes/static/assets",
    emptyOutDir: true,
    manifest: true,
    assetsDir: ".",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["src/main.ts", "src/theme.ts"] },
  },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    reporters: ["default", "junit"],
    outputFile: { junit: "../target/vitest-reports/TEST-frontend.xml" },
  },
});
