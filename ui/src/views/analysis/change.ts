/** The figures of a comparison as rows, in the order in which they are read. */
import type { Compared } from "../../api/bindings/Compared";
import type { Figure } from "../../api/bindings/Figure";
import type { ReliableCounts } from "../../api/bindings/ReliableCounts";
import { m } from "../../paraglide/messages.js";
import { both, number, testWords, told } from "./words";

export interface FigureRow {
  title: string;
  /** The figure with its interval, or why there is none. */
  figure: string;
  known: boolean;
  /** What it was computed from, where that has to be said. */
  more?: string;
  /** The test, with p last. */
  test?: string;
}

/** The adjusted difference first, then what each arm did, then the other ways to look at it. */
export function changeRows(found: Compared, digits: number): FigureRow[] {
  const row = <T>(title: string, figure: Figure<T>, words: (value: T) => string): FigureRow => ({
    title,
    figure: told(figure, words),
    known: figure.kind === "known",
  });
  const { adjusted, moved, welch, hedges_g, d_ppc2, reliable } = found;
  const rows: FigureRow[] = [
    {
      ...row(m.analysis_adjusted(), adjusted, ({ difference: by }) =>
        both(by.difference, by.interval, digits),
      ),
      ...(adjusted.kind === "known" && { test: testWords(adjusted.value.difference) }),
    },
    ...[m.analysis_change_course(), m.analysis_change_comparison()].map((title, at) =>
      row(title, at === 0 ? moved[0] : moved[1], (it) =>
        m.analysis_change_sd({
          figure: both(it.mean, it.interval, digits),
          sd: number(it.sd, digits),
        }),
      ),
    ),
    {
      ...row(m.analysis_welch(), welch, (by) => both(by.difference, by.interval, digits)),
      ...(welch.kind === "known" && { test: testWords(welch.value) }),
    },
    row(m.analysis_change_hedges(), hedges_g, (it) => both(it.effect, it.interval, 2)),
    row(m.analysis_change_d(), d_ppc2, (it) => both(it.effect, it.interval, 2)),
    {
      ...row(m.analysis_reliable(), reliable, ({ arms: [course, comparison], smallest }) =>
        m.analysis_reliable_words({
          course: counts(course),
          comparison: counts(comparison),
          smallest: number(smallest, digits),
        }),
      ),
      ...(reliable.kind === "known" && { more: reliable.value.basis }),
    },
  ];
  return rows;
}

function counts({ higher, within, lower }: ReliableCounts): string {
  return m.analysis_reliable_counts({ higher, within, lower });
}
