/** The register in words: plain ones, and no diagnoses. */
import type { HeardHard } from "../../api/bindings/HeardHard";
import type { Lasted } from "../../api/bindings/Lasted";
import type { RegisterEntry } from "../../api/bindings/RegisterEntry";
import type { RegisterLine } from "../../api/bindings/RegisterLine";
import type { RegisterView } from "../../api/bindings/RegisterView";
import type { Said } from "../../api/bindings/Said";
import { shortDay } from "../../kit/dates";
import { HOW } from "../hard/words";

export const LASTED: readonly { value: Lasted; label: string }[] = [
  { value: "minutes", label: "Minutes" },
  { value: "hours", label: "Hours" },
  { value: "days", label: "Days" },
  { value: "longer", label: "A week or longer" },
  { value: "unknown", label: "Not known" },
];

export const SAID: readonly { value: Said; label: string }[] = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
  { value: "unsure", label: "Not known" },
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
  return HOW.filter((each) => heard.how[each.key])
    .map((each) => `${each.label.replace("my day", "the day")}.`)
    .join(" ");
}

/** How it was, in a line: "Hours. 6 of 10. It got in the way of the day. With: Body scan." */
export function howItWas(line: RegisterLine, view: RegisterView): string {
  const { entry } = line;
  const practice = view.practices.find((each) => each.id === entry.practice);
  const lasted = LASTED.find((each) => each.value === entry.lasted)?.label ?? "";
  return [
    entry.lasted === "unknown" ? "" : `It lasted ${lasted.toLowerCase()}.`,
    entry.distress === null ? "" : `${entry.distress} of 10.`,
    entry.affected_day ? "It got in the way of the day." : "",
    practice ? `With: ${practice.title}.` : "",
    { yes: "It had to do with the practice.", no: "Not from the practice.", unsure: "" }[
      entry.related
    ],
  ]
    .filter(Boolean)
    .join(" ");
}

/** Whether it is over, and when to ask again. */
export function standsWords(line: RegisterLine, today: string): string {
  if (line.resolved === "yes") return "over";
  if (!line.ask_on) return "open";
  return line.ask_on <= today ? "ask again now" : `ask again on ${shortDay(line.ask_on)}`;
}

