import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/assets/",
  build: {
    outDir: "../target/classes/static/assets",
    emptyOutDir: true,
    manifest: true,
    assetsDir: ".",
    rollupOptions: { input: ["src/main.ts"] },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
});
