import type { Resource } from "../../api/bindings/Resource";
import type { ResourceKind } from "../../api/bindings/ResourceKind";
import type { Resources } from "../../api/bindings/Resources";
import type { Term } from "../../api/bindings/Term";
import { m } from "../../paraglide/messages.js";

/** A kind with what belongs to it. */
export interface Group {
  kind: ResourceKind;
  resources: Resource[];
}

/** The directory by kind, with what holds all of these words; a kind without any is left out. */
export function groups({ kinds, resources }: Resources, words: string): Group[] {
  const fitting = resources.filter((resource) => fits(resource, words));
  return kinds
    .map((kind) => ({ kind, resources: fitting.filter((each) => each.kind === kind.id) }))
    .filter((group) => group.resources.length > 0);
}

/** How many there are, once somebody looks for something. */
export function found(directory: Resources, words: string): string {
  if (words.trim() === "") return "";
  const count = groups(directory, words).flatMap((group) => group.resources).length;
  if (count === 0) return m.help_found_none();
  return m.help_found({ count, all: directory.resources.length });
}

/** Words in the order of the alphabet, whatever their capitals. */
export function alphabetical(terms: readonly Term[]): Term[] {
  return [...terms].sort((one, other) => one.title.localeCompare(other.title, "en"));
}

function fits(resource: Resource, words: string): boolean {
  const text = `${resource.name} ${resource.about} ${resource.how} ${resource.url}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
