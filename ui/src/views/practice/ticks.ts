import type { Informal } from "../../api/bindings/Informal";
import type { Tick } from "../../api/bindings/Tick";

export interface TickedDay {
  day: string;
  things: { thing: Informal; word: string }[];
}

/** What was ticked, by day, the latest first. What the course no longer names keeps its id. */
export function byDay(ticks: readonly Tick[], named: readonly Informal[]): TickedDay[] {
  const days = new Map<string, TickedDay>();
  for (const { day, informal, word } of ticks) {
    const thing = named.find(({ id }) => id === informal) ?? {
      id: informal,
      title: informal,
      about: "",
      monthly: false,
    };
    const ticked = days.get(day) ?? { day, things: [] };
    ticked.things.push({ thing, word });
    days.set(day, ticked);
  }
  return [...days.values()].sort((one, other) => (one.day < other.day ? 1 : -1));
}
