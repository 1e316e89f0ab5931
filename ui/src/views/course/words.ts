import type { LessonCard } from "../../api/bindings/LessonCard";

/** Where in the course a lesson stands. */
export function place(card: LessonCard): string {
  switch (card.kind) {
    case "orientation":
      return "Before the course";
    case "week":
      return `Week ${card.week}`;
    case "day":
      return "The day of mindfulness";
    case "after":
      return "After the course";
  }
}
