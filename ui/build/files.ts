import type { Rolldown } from "vite";

/**
 * Views that come as one file. Somebody who opens one of them opens the others soon, and a few
 * files pack much better than a hundred.
 */
const TOGETHER = {
  practice: ["sit", "practice", "plan", "import"],
  course: ["course", "search", "scenarios", "journal", "hard"],
  answers: ["questionnaire", "results", "asked", "sharing"],
  you: ["you", "supervision"],
  help: ["help", "certificate"],
  classes: ["class", "class-mode", "register", "recordings", "invitations", "messages"],
  reports: ["reports", "hours"],
  protocol: ["protocol", "measures"],
  analysis: ["analysis", "export"],
};

/** What somebody sees first, each a file of its own. */
const FIRST = ["start", "today", "cohort", "study"];

const FILES = new Map(
  Object.entries(TOGETHER).flatMap(([file, views]) => views.map((view) => [view, file])),
);

/** The files that need a module: those of the views that lead to it. */
function needing(id: string, graph: Rolldown.ChunkingContext): Set<string> {
  const files = new Set<string>();
  const above = new Set([id]);
  for (const each of above) {
    const module = graph.getModuleInfo(each);
    if (module?.dynamicImporters.length) {
      const [folder = "", name = ""] = each.split("/").slice(-2);
      // Data that is fetched by itself, such as the texts of licenses, stays by itself.
      files.add(name.endsWith(".json") ? `${folder}-${name}` : (FILES.get(folder) ?? folder));
    }
    for (const importer of module?.importers ?? []) above.add(importer);
  }
  return files;
}

/** Where a module goes: to the one file that needs it, or to what several share. */
function file(id: string, graph: Rolldown.ChunkingContext): string {
  const files = [...needing(id, graph)];
  if (files.length === 1 && files[0]) return files[0];
  const first = files.filter((each) => FIRST.includes(each));
  if (first.length === 0) return "shared";
  return first.length === 1 ? `with-${first[0]}` : "common";
}

/** What the page begins with, then the rest: the most shared first, so that no file draws in another. */
export const groups: Rolldown.CodeSplittingGroup[] = [
  { name: "begin", tags: ["$initial"], priority: 4 },
  ...[/^common$/, /^with-/, /^shared$/, /./].map((names, at) => ({
    name(id: string, graph: Rolldown.ChunkingContext) {
      const name = file(id, graph);
      return names.test(name) ? name : null;
    },
    debugName: String(names),
    priority: 3 - at,
  })),
];
