import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
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

/** Files are compressed once, here, instead of at every request. */
const precompressed = {
  name: "precompressed",
  async writeBundle(options: { dir?: string }) {
    const folder = options.dir ?? ".";
    for (const file of await readdir(folder)) {
      if (!/\.(js|css|svg)$/.test(file)) continue;
      const content = await readFile(join(folder, file));
      await writeFile(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
      await writeFile(join(folder, `${file}.br`), brotliCompressSync(content));
    }
  },
};

export default defineConfig({
  base: "/assets/",
  plugins: [onlyWoff2, precompressed],
  build: {
    outDir: "../target/classes/static/assets",
    emptyOutDir: true,
    manifest: true,
    assetsDir: ".",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["src/main.ts", "src/admin.ts", "src/theme.ts"] },
  },
  test: {
    environment: "jsdom",
    // Busy machines are slow, not wrong.
    testTimeout: 60_000,
    include: ["tests/**/*.test.ts"],
    reporters: ["default", "junit"],
    outputFile: { junit: "../target/vitest-reports/TEST-frontend.xml" },
  },
});
