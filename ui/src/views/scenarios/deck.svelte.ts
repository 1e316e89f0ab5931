/** How the deck lies on the table: kept while the program runs, and nowhere else. */
class Table {
  /** The place that is looked at; empty for all. */
  place = $state("");
  /** Whether each card lies open at once. */
  everything = $state(false);
  /** The ids in the order of the last shuffle; null for the order of the deck. */
  order = $state.raw<readonly string[] | null>(null);
}

export const table = new Table();
