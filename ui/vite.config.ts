import { rmSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import type { EnvironmentOptions } from "vite";
import { defineConfig } from "vitest/config";
import { groups } from "./build/files.ts";
import { inLanguage } from "./build/language.ts";
import { programs } from "./build/programs.ts";
import settings from "./project.inlang/settings.json" with { type: "json" };

const { locales } = settings;

/** The program in one language. */
const program = (language: string): EnvironmentOptions => ({
  consumer: "client",
  build: {
    rolldownOptions: {
      input: "src/main.ts",
      output: {
        entryFileNames: `assets/${language}-[name]-[hash].js`,
        chunkFileNames: `assets/${language}-[name]-[hash].js`,
        codeSplitting: { groups },
      },
    },
  },
});

// The page runs under a strict content security policy (tauri.conf.json): scripts, styles and
// fonts come as files of our own, so nothing may be inlined as data: or as a script in the page.
export default defineConfig(({ command }) => ({
  plugins: [svelte(), svelteTesting(), programs(locales), ...locales.map(inLanguage)],
  build: {
    target: "safari17",
    // light-dark() as written: WebKitGTK 2.50 and WebView2 both have it.
    cssTarget: "safari18",
    // The minifier joins text-decoration into the shorthand, which WebKit drops.
    cssMinify: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: false,
  },
  // A dev server and tests have every language in one.
  environments:
    command === "build"
      ? Object.fromEntries(locales.map((language) => [language, program(language)]))
      : {},
  builder: {
    sharedConfigBuild: true,
    // The program once for each language, then the page that fetches one of them.
    async buildApp({ config, environments, build }) {
      rmSync(config.build.outDir, { recursive: true, force: true });
      for (const name of [...locales, "client"]) {
        const environment = environments[name];
        if (environment) await build(environment);
      }
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
  },
}));
