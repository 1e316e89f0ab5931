/** What people read stands in messages/, none of it in code. */
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "svelte/compiler";
import ts from "typescript";
import { expect, it } from "vitest";
import settings from "../../project.inlang/settings.json";

/** The kit's page is for developers alone. */
const FOR_DEVELOPERS = ["views/kit"];

/** Where names of CSS and tags of SVG stand, and no words; and what only tests see. */
const NO_WORDS = ["kit/picture.ts", "kit/svg.ts", "views/cohort/made.ts"];

/** Attributes that people read or hear. */
const READ = /^(label|title|windowTitle|legend|hint|lead|placeholder|alt|problem|empty|aria-label)$/;
/** Attributes whose values are for the program. */
const FOR_THE_PROGRAM = /^(class|style|d|points|transform|viewBox|autocomplete|href|id|for|media|rel)$/;
/** Names of keys, and of what the browser has. */
const NAMES = /^(Enter|Esc|Escape|Tab|Home|End|Page(Up|Down)|Arrow\w+|Space|Backspace|Delete|Intl|Shift|Control|Evenkeel)$/;

/** What takes a selector, and none of it words. */
const SELECTS = /^(querySelector(All)?|closest|matches)$/;

/** Two words, or one that begins with a capital. */
function reads(text: string): boolean {
  const words = text.trim();
  return !NAMES.test(words) && (/\p{L}['’]?\p{L}*[,.;:]? \p{L}/u.test(words) || /^\p{Lu}\p{Ll}+/u.test(words));
}

type Node = Record<string, unknown> & { type?: string; name?: string };

/** Everything in a component that reads like words, wherever it stands in the tree. */
function inTree(node: unknown, found: string[]): void {
  if (Array.isArray(node)) return node.forEach((each) => inTree(each, found));
  if (!node || typeof node !== "object") return;
  const each = node as Node;
  switch (each.type) {
    case "ImportDeclaration":
    case "Comment":
    case "StyleSheet":
      return;
    case "CallExpression": {
      const { property } = each.callee as { property?: { name?: string } };
      if (SELECTS.test(property?.name ?? "")) return inTree(each.callee, found);
      break;
    }
    case "Attribute": {
      const name = String(each.name);
      if (FOR_THE_PROGRAM.test(name)) return;
      const texts = (Array.isArray(each.value) ? each.value : [each.value]) as Node[];
      for (const text of texts) {
        if (text?.type !== "Text") inTree(text, found);
        else if (READ.test(name) && /\p{L}/u.test(String(text.data))) found.push(String(text.data));
      }
      return;
    }
    case "Text":
      if (/\p{L}/u.test(String(each.data))) found.push(String(each.data));
      return;
    case "Literal":
      if (typeof each.value === "string" && reads(each.value)) found.push(each.value);
      return;
    case "TemplateElement": {
      const { cooked } = each.value as { cooked: string };
      if (reads(cooked)) found.push(cooked);
      return;
    }
  }
  for (const [key, value] of Object.entries(each)) {
    if (!["parent", "loc", "metadata", "leadingComments", "trailingComments", "comments", "typeAnnotation"].includes(key)) {
      inTree(value, found);
    }
  }
}

function inScript(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      if (SELECTS.test(node.expression.name.text)) return visit(node.expression);
    }
    const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) || ts.isTemplateTail(node) ? node.text : "";
    if (reads(text)) found.push(text);
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile("code.ts", source, ts.ScriptTarget.Latest));
  return found;
}

function words(file: string, source: string): string[] {
  if (file.endsWith(".ts")) return inScript(source);
  const found: string[] = [];
  inTree(parse(source, { modern: true }), found);
  return found;
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /\.(svelte|ts)$/.test(file) && !/\.test\.ts$|^paraglide\/|bindings\//.test(file));

it("no component says anything of its own", () => {
  const left = files
    .filter((file) => ![...FOR_DEVELOPERS, ...NO_WORDS].some((folder) => file === folder || file.startsWith(`${folder}/`)))
    .flatMap((file) =>
      words(file, readFileSync(`src/${file}`, "utf8")).map((text) => `${file}: ${text.trim()}`),
    );
  expect(left).toEqual([]);
});

it("the rule itself sees words wherever they stand", () => {
  const component = `
    <script lang="ts">
      import { m } from "../messages";
      const { kind }: { kind: "one kind" | "other" } = $props();
      const said = kind ? "Kept here" : m.kept();
    </script>
    <p class="soft small" aria-label="A name">Plain words {\`and \${kind} more words\`}</p>`;
  expect(words("a.svelte", component).sort()).toEqual([
    " more words",
    "A name",
    "Kept here",
    "Plain words ",
  ]);
  expect(words("a.ts", 'const key = "Enter"; const a = "wave"; box.closest("a, button"); const b = `There are ${a}`;')).toEqual([
    "There are ",
  ]);
});

it("each message is named after the folder that says it", () => {
  const patterns = settings["plugin.inlang.messageFormat"].pathPattern;
  for (const locale of settings.locales) {
    const there = readdirSync(`messages/${locale}`).sort();
    const named = patterns.map((pattern) => pattern.split("/").at(-1));
    expect(named).toEqual(expect.arrayContaining(there));
    for (const file of there) {
      const folder = file.replace(".json", "").replaceAll("-", "_");
      const messages = JSON.parse(readFileSync(`messages/${locale}/${file}`, "utf8")) as object;
      for (const key of Object.keys(messages)) expect(key).toMatch(new RegExp(`^${folder}_[a-z0-9_]+$`));
    }
  }
});

it("every language has the same messages", () => {
  const patterns = settings["plugin.inlang.messageFormat"].pathPattern;
  const keys = (locale: string) =>
    patterns.flatMap((pattern) => {
      const file = pattern.replace("{locale}", locale);
      try {
        return Object.keys(JSON.parse(readFileSync(file, "utf8")) as object);
      } catch {
        return [];
      }
    });
  for (const locale of settings.locales) expect(keys(locale)).toEqual(keys(settings.baseLocale));
});
