import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import settings from "../project.inlang/settings.json" with { type: "json" };

/** Every message of a language. One with variants is no plain text. */
function messages(language: string): Map<string, unknown> {
  const files = settings["plugin.inlang.messageFormat"].pathPattern;
  return new Map(
    files.flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(file.replace("{locale}", language), "utf8")) as object),
    ),
  );
}

/**
 * Builds the program in one language: nobody reads two at a time. What Paraglide compiled chooses
 * the language at each call. Here a message is what it says in this one, each view fetches its own,
 * and words with nothing to fill in stand where they are read.
 */
export function inLanguage(language: string): Plugin {
  const said = messages(language);
  return {
    name: `in-language-${language}`,
    enforce: "pre",
    applyToEnvironment: ({ name }) => name === language,
    transform: {
      filter: { id: /\/src\/.*\.(svelte|ts|js)$/ },
      handler(code, id) {
        const key = /\/paraglide\/messages\/(\w+)\.js$/.exec(id)?.[1];
        if (key !== undefined) {
          const at = code.indexOf(`export const ${key} =`);
          if (at < 0) this.error(`Paraglide wrote ${key} in a way that this build does not know.`);
          return `${code.slice(0, at)}export const ${key} = ${language}_${key};`;
        }
        const used = new Set<string>();
        const inPlace = code.replace(/\bm\.(\w+)(\(\))?/g, (all, name: string, call = "") => {
          const words = said.get(name);
          if (words === undefined) return all;
          if (call && typeof words === "string" && !/[{}\\]/.test(words)) return JSON.stringify(words);
          used.add(name);
          return `m_${name}${call}`;
        });
        return inPlace.replace(
          /import \{ m \} from "(.*\/paraglide\/messages)\.js";/,
          (_, folder: string) =>
            [...used].map((name) => `import { ${name} as m_${name} } from "${folder}/${name}.js";`).join(""),
        );
      },
    },
  };
}
