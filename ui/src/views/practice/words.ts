/** What the log says of sits, and of entering them. */
import type { LogSit } from "../../api/bindings/LogSit";
import type { Obstacle } from "../../api/bindings/Obstacle";
import { addDays, daysBetween, fullWeekday, shortDay, weekday } from "../../kit/dates";
import { capital } from "../../kit/words";
import { m } from "../../paraglide/messages.js";

/** The practice of a class, or of a sit with a group: no practice of the course. */
export const GROUP = { id: "group", title: m.kit_group() } as const;

/** What may have been in the way. */
export const OBSTACLES: readonly { id: Obstacle; label: string; words: string }[] = [
  obstacle("sleepy", m.practice_obstacle_sleepy()),
  obstacle("restless", m.practice_obstacle_restless()),
  obstacle("pain", m.practice_obstacle_pain()),
  obstacle("strong-feeling", m.practice_obstacle_feeling()),
  obstacle("no-time", m.practice_obstacle_time()),
  obstacle("no-place", m.practice_obstacle_place()),
];

/** "25 minutes, measured here, to the last bell", "20 minutes, entered by you, changed later". */
export function lengthWords(sit: LogSit): string {
  if (sit.measured_seconds !== null) {
    if (sit.measured_seconds < 60) {
      return sit.to_the_bell ? m.practice_sit_less_bell() : m.practice_sit_less();
    }
    const minutes = Math.round(sit.measured_seconds / 60);
    return sit.to_the_bell
      ? m.practice_sit_measured_bell({ minutes })
      : m.practice_sit_measured({ minutes });
  }
  const minutes = sit.reported_minutes ?? 0;
  if (sit.source === "imported") {
    return sit.changed
      ? m.practice_sit_imported_changed({ minutes })
      : m.practice_sit_imported({ minutes });
  }
  return sit.changed
    ? m.practice_sit_entered_changed({ minutes })
    : m.practice_sit_entered({ minutes });
}

/** What was in the way, as its row says it: "Sleepy, too little time." Empty for nothing. */
export function obstacleWords(obstacles: readonly Obstacle[]): string {
  const said = OBSTACLES.filter((each) => obstacles.includes(each.id)).map((each) => each.words);
  if (said.length === 0) return "";
  return `${capital(said.reduce((items, next) => m.kit_list_more({ items, next })))}.`;
}

/** "Thursday, March 12"; with the year, where that is another than this one. */
export function dayName(day: string, today: string): string {
  return day.slice(0, 4) === today.slice(0, 4) ? weekday(day) : fullWeekday(day);
}

/** "Body scan, March 12, 20 minutes": enough to know which one it is. */
export function sitName(sit: LogSit): string {
  const minutes = sit.reported_minutes ?? Math.round((sit.measured_seconds ?? 0) / 60);
  return m.practice_sit_name({ title: sit.title, day: shortDay(sit.day), minutes });
}

/** "today", "yesterday", "on Thursday, March 12". */
export function onDay(day: string, today: string): string {
  const back = daysBetween(day, today);
  if (back === 0) return m.practice_when_today();
  return back === 1
    ? m.practice_when_yesterday()
    : m.practice_when_day({ day: dayName(day, today) });
}

/** What is wrong with the minutes, in words; null when all is well. */
export function minutesProblem(text: string): string | null {
  const minutes = Number(text.trim());
  if (/^\d+$/.test(text.trim()) && minutes >= 1 && minutes <= 240) return null;
  return m.practice_form_minutes_problem();
}

/** What is wrong with the day, in words; null when all is well. */
export function dayProblem(day: string, today: string): string | null {
  const at = daysBetween(day, today);
  if (at >= 0) return null;
  return m.practice_day_problem({ day: addDays(today, -2) });
}

function obstacle(id: Obstacle, words: string) {
  return { id, label: capital(words), words };
}
