/** No screen has two main buttons at once: what to do next must not be a question. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "svelte/compiler";
import { expect, it } from "vitest";

const VIEWS = resolve(import.meta.dirname, "../views");

/** Screens whose main buttons stand in branches that never show together, and how many there are. */
const IN_TURN: Record<string, number> = {
  // Each of the cards that a scenario turns.
  "scenarios/Scenarios.svelte": 2,
  // Step by step, or the whole page.
  "journal/Exercise.svelte": 2,
  // Of the forms behind the ways in, one is open.
  "safety/Safety.svelte": 3,
  // The supervisor’s card stands above the lines or below.
  "help/Help.svelte": 2,
};

type Node = Record<string, unknown> & { type?: string; name?: string };

/** In front of the page: what is behind it waits. */
const IN_FRONT = /^Dialog$/;

const known = new Map<string, number>();

/** The most main buttons that a component shows at once, with what it is made of. */
function most(file: string): number {
  const before = known.get(file);
  if (before !== undefined) return before;
  // One that draws itself adds nothing.
  known.set(file, 0);
  const tree = parse(readFileSync(file, "utf8"), { modern: true, filename: file });
  const parts = new Map<string, string>();
  for (const statement of tree.instance?.content.body ?? []) {
    if (statement.type !== "ImportDeclaration") continue;
    const from = String(statement.source.value);
    const name = statement.specifiers[0]?.local.name;
    if (name && from.endsWith(".svelte")) parts.set(name, resolve(dirname(file), from));
  }
  const count = (node: unknown): number => {
    if (Array.isArray(node)) return node.reduce<number>((sum, each) => sum + count(each), 0);
    if (!node || typeof node !== "object") return 0;
    const { type, name, ...rest } = node as Node;
    if (type === "IfBlock") return Math.max(count(rest.consequent), count(rest.alternate));
    if (type === "AwaitBlock") {
      return Math.max(count(rest.pending), count(rest.then), count(rest.catch));
    }
    const inside = count(rest.fragment) + count(rest.nodes) + count(rest.body) + count(rest.fallback);
    if (type === "Component") {
      if (IN_FRONT.test(String(name))) return 0;
      const part = parts.get(String(name));
      return inside + (part ? most(part) : 0);
    }
    const main = JSON.stringify(rest.attributes ?? "").includes("button primary") ? 1 : 0;
    return main + inside;
  };
  const mains = count(tree.fragment);
  known.set(file, mains);
  return mains;
}

it("no screen shows two main buttons at once", { timeout: 60_000 }, () => {
  const screens = [...readFileSync(join(VIEWS, "../app/screens.ts"), "utf8").matchAll(/views\/([\w/-]+\.svelte)/g)];
  expect(screens.length).toBeGreaterThan(40);
  const crowded = screens
    .map(([, name = ""]) => ({ name, mains: most(join(VIEWS, name)) }))
    .filter(({ name, mains }) => mains > 1 && mains !== IN_TURN[name]);
  expect(crowded).toEqual([]);
});
