import type { Plugin } from "vite";

/** Where the program lies in each language, for the page that fetches one of them. */
export function programs(languages: readonly string[]): Plugin {
  const scripts: Record<string, string> = {};
  const styles = new Set<string>();
  return {
    name: "programs",
    resolveId: { filter: { id: /^virtual:programs$/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:programs$/ },
      handler: () => `export default ${JSON.stringify(scripts)}`,
    },
    generateBundle(_, bundle) {
      const language = this.environment.name;
      if (!languages.includes(language)) return;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.isEntry) continue;
        scripts[language] = `/${chunk.fileName}`;
        for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
      }
    },
    // Looks do not depend on the language: every program has the same.
    transformIndexHtml: () =>
      [...styles].map((style) => ({ tag: "link", attrs: { rel: "stylesheet", href: `/${style}` } })),
  };
}
