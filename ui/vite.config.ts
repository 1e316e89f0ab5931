import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

// The page runs under a strict content security policy (tauri.conf.json): scripts, styles and
// fonts come as files of our own, so nothing may be inlined as data: or as a script in the page.
export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  build: {
    target: "safari17",
    // light-dark() as written: WebKitGTK 2.50 and WebView2 both have it.
    cssTarget: "safari18",
    // The minifier joins text-decoration into the shorthand, which WebKit drops.
    cssMinify: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
  },
});
