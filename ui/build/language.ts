import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

/** A message as Paraglide compiled it. */
interface Message {
  (inputs: object, options: { locale: string }): string;
  /** Where it has places for links and the like. */
  parts?: unknown;
}

/**
 * Builds the program in one language: nobody reads two at a time. What Paraglide compiled chooses
 * the language at each call. Here a message is what it says in this one, each view fetches its own,
 * and words with nothing to fill in stand where they are read.
 */
export function inLanguage(language: string): Plugin {
  let messages: Record<string, Message> = {};
  return {
    name: `in-language-${language}`,
    enforce: "pre",
    applyToEnvironment: ({ name }) => name === language,
    async buildStart() {
      const compiled = pathToFileURL("src/paraglide/messages.js").href;
      messages = ((await import(compiled)) as { m: Record<string, Message> }).m;
    },
    transform: {
      filter: { id: /\/src\/.*\.(svelte|ts|js)$/ },
      handler(code, id) {
        const key = /\/paraglide\/messages\/(\w+)\.js$/.exec(id)?.[1];
        if (key !== undefined) {
          const at = code.indexOf(`export const ${key} =`);
          if (at < 0) this.error(`Paraglide wrote ${key} in a way that this build does not know.`);
          return `${code.slice(0, at)}export const ${key} = ${language}_${key};`;
        }
        const [imported, folder] = /import \{ m \} from "(.*\/paraglide\/messages)\.js";/.exec(code) ?? [];
        if (imported === undefined) return null;
        const plain = (name: string) => {
          const message = messages[name];
          if (!message || message.length > 0 || message.parts) return null;
          return message({}, { locale: language });
        };
        const used = new Set<string>();
        return code
          // Between two tags of a component they are text like any other.
          .replace(/(?<=>\s*)\{m\.(\w+)\(\)\}(?=\s*<)/g, (all, name: string) => {
            const words = plain(name);
            return words === null || /[{}&<>]|^\s|\s$|\s\s/.test(words) ? all : words;
          })
          .replace(/\bm\.(\w+)(\(\))?/g, (all, name: string, call = "") => {
            const words = call && plain(name);
            if (words) return JSON.stringify(words);
            if (!messages[name]) return all;
            used.add(name);
            return `m_${name}${call}`;
          })
          .replace(imported, () =>
            [...used].map((name) => `import { ${name} as m_${name} } from "${folder}/${name}.js";`).join(""),
          );
      },
    },
  };
}
