/** The register in words: plain ones, and no diagnoses. */
import type { HeardHard } from "../../api/bindings/HeardHard";
import type { Lasted } from "../../api/bindings/Lasted";
import type { RegisterEntry } from "../../api/bindings/RegisterEntry";
import type { RegisterLine } from "../../api/bindings/RegisterLine";
import type { RegisterView } from "../../api/bindings/RegisterView";
import type { Said } from "../../api/bindings/Said";
import { shortDay } from "../../kit/dates";
import { m } from "../../paraglide/messages.js";

export const LASTED: readonly { value: Lasted; label: string }[] = [
  { value: "minutes", label: m.register_lasted_minutes() },
  { value: "hours", label: m.register_lasted_hours() },
  { value: "days", label: m.register_lasted_days() },
  { value: "longer", label: m.register_lasted_longer() },
  { value: "unknown", label: m.register_not_known() },
];

export const SAID: readonly { value: Said; label: string }[] = [
  { value: "yes", label: m.register_yes() },
  { value: "no", label: m.register_no() },
  { value: "unsure", label: m.register_not_known() },
];

/** An entry before anything is said; with the coach's own note, where it begins with one. */
export function blank(heard?: HeardHard): RegisterEntry {
  return {
    coach: heard?.code ?? null,
    kind: "",
    practice: null,
    happened: "",
    done: "",
    distress: null,
    affected_day: heard?.how.affected_day ?? false,
    lasted: heard?.how.lasted ? "days" : "unknown",
    related: "unsure",
    serious: false,
    follow_up_on: null,
    from: heard?.id ?? null,
  };
}

/** What a coach said of it: "It was unpleasant. It lasted past the day." */
export function heardWords(heard: HeardHard): string {
  const { how } = heard;
  return [
    how.unpleasant ? m.register_heard_unpleasant() : "",
    how.affected_day ? m.register_heard_affected_day() : "",
    how.lasted ? m.register_heard_lasted() : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** How it was, in a line: "Hours. 6 of 10. It got in the way of the day. With: Body scan." */
export function howItWas(line: RegisterLine, view: RegisterView): string {
  const { entry } = line;
  const practice = view.practices.find((each) => each.id === entry.practice);
  return [
    entry.lasted === "unknown" ? "" : m.register_how_lasted({ lasted: entry.lasted }),
    entry.distress === null ? "" : m.register_how_distress({ distress: entry.distress }),
    entry.affected_day ? m.register_heard_affected_day() : "",
    practice ? m.register_how_practice({ practice: practice.title }) : "",
    {
      yes: m.register_how_related(),
      no: m.register_how_not_related(),
      unsure: "",
    }[entry.related],
  ]
    .filter(Boolean)
    .join(" ");
}

/** Whether it is over, and when to ask again. */
export function standsWords(line: RegisterLine, today: string): string {
  if (line.resolved === "yes") return m.register_stands_over();
  if (!line.ask_on) return m.register_stands_open();
  return line.ask_on <= today
    ? m.register_stands_ask()
    : m.register_stands_ask_on({ day: shortDay(line.ask_on) });
}

