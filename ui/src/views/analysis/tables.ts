/** The tables behind the drawings: every figure whole, to copy into another program. */
import type { CohortWaves } from "../../api/bindings/CohortWaves";
import type { Difference } from "../../api/bindings/Difference";
import type { Effect } from "../../api/bindings/Effect";
import type { Flow } from "../../api/bindings/Flow";
import type { Interval } from "../../api/bindings/Interval";
import type { ItemMissing } from "../../api/bindings/ItemMissing";
import type { ScaleAnalysis } from "../../api/bindings/ScaleAnalysis";
import type { ScaleChange } from "../../api/bindings/ScaleChange";
import type { Table } from "../../kit/table";
import { m } from "../../paraglide/messages.js";
import { ARM, ARMS, known, STANDINGS } from "./words";

/** Six figures that count: more than a paper prints, without the noise of the last bits. */
function exact(value: number | null | undefined): string | number {
  return value === null || value === undefined ? "" : Number(value.toPrecision(6));
}

function ends(interval: Interval | null | undefined): (string | number)[] {
  return [exact(interval?.low), exact(interval?.high)];
}

/** Step by step and wave by wave. Where nobody stands in either arm, there is no row. */
export function flowTable({ steps, waves }: Flow): Table {
  const noneAsked = m.analysis_flow_none_asked();
  const stands = waves.flatMap((wave) =>
    STANDINGS.map(([key, words]) => [
      m.analysis_stand_wave({ wave: wave.wave_title, standing: words }),
      wave.arms.reduce((all, arm) => all + arm[key], 0),
      ...ARMS.map((_, at) => wave.arms[at]?.[key] ?? 0),
      "",
    ]),
  );
  return {
    head: [
      m.analysis_flow_step(),
      m.analysis_flow_all(),
      ARM.course,
      ARM.comparison,
      m.analysis_flow_counted(),
    ],
    rows: [
      ...steps.flatMap(({ title, people, arms, parts, words }) => [
        [title, people ?? "", ...ARMS.map((_, at) => (arms ? (arms[at] ?? noneAsked) : "")), words],
        ...parts.map((part) => [`${title}: ${part.words}`, part.people, "", "", ""]),
      ]),
      ...stands.filter(([, all]) => all !== 0),
    ],
  };
}

export function calendarTable(cohorts: readonly CohortWaves[], titles: ReadonlyMap<string, string>): Table {
  return {
    head: [
      m.analysis_calendar_class(),
      ARM.course,
      ARM.comparison,
      m.analysis_wave(),
      m.analysis_calendar_opens(),
      m.analysis_calendar_due(),
      m.analysis_calendar_closes(),
    ],
    rows: cohorts.flatMap(({ starts_on, people, windows }) =>
      windows.map(({ wave, window }) => [
        starts_on,
        ...people,
        titles.get(wave) ?? wave,
        window.opens_on,
        window.due_on,
        window.closes_on,
      ]),
    ),
  };
}

/** Every item in every wave, those that everybody answered as well. */
export function itemsTable(items: readonly ItemMissing[], titles: ReadonlyMap<string, string>): Table {
  return {
    head: [
      m.analysis_missing_item(),
      m.analysis_wave(),
      m.analysis_missing_asked(),
      m.analysis_missing_skipped(),
      m.analysis_missing_refused(),
      m.analysis_missing_none_asked(),
    ],
    rows: items.map((one) => [
      one.item,
      titles.get(one.wave) ?? one.wave,
      one.asked,
      one.skipped,
      one.refused,
      one.not_asked,
    ]),
  };
}

/** One row a scale, for one later wave: what the forest draws, p last. */
export function forestTable(rows: readonly { scale: ScaleAnalysis; change: ScaleChange }[]): Table {
  return {
    head: [
      m.analysis_forest_scale(),
      m.analysis_table_n_course(),
      m.analysis_table_n_comparison(),
      m.analysis_adjusted(),
      m.analysis_table_from(),
      m.analysis_table_to(),
      m.analysis_table_hedges(),
      m.analysis_table_g_from(),
      m.analysis_table_g_to(),
      "t",
      m.analysis_table_df(),
      "p",
      m.analysis_table_p_corrected(),
    ],
    rows: rows.map(({ scale, change: { all } }) => {
      const by = known(all.adjusted)?.difference;
      const g = known(all.hedges_g);
      return [
        scale.title,
        ...all.n,
        exact(by?.difference),
        ...ends(by?.interval),
        exact(g?.effect),
        ...ends(g?.interval),
        exact(by?.t),
        exact(by?.df),
        exact(by?.p),
        exact(by?.p_holm),
      ];
    }),
  };
}

/** A scale wave by wave and arm by arm. */
export function wavesTable(scale: ScaleAnalysis): Table {
  return {
    head: [
      m.analysis_wave(),
      m.analysis_arm(),
      m.analysis_n(),
      m.analysis_table_mean(),
      m.analysis_table_from(),
      m.analysis_table_to(),
      m.analysis_sd(),
      m.analysis_table_median(),
      m.analysis_table_first_quartile(),
      m.analysis_table_third_quartile(),
      m.analysis_table_alpha(),
      m.analysis_table_alpha_from(),
      m.analysis_table_alpha_to(),
      m.analysis_omega(),
      m.analysis_table_at_lowest(),
      m.analysis_table_at_highest(),
    ],
    rows: scale.waves.flatMap(({ wave_title, arms }) =>
      arms.map((arm) => {
        const [mean, spread, alpha] = [known(arm.mean), known(arm.spread), known(arm.alpha)];
        return [
          wave_title,
          ARM[arm.arm],
          arm.n,
          exact(mean?.mean),
          ...ends(mean?.interval),
          exact(known(arm.sd)),
          exact(spread?.median),
          exact(spread?.first_quartile),
          exact(spread?.third_quartile),
          exact(alpha?.alpha),
          ...ends(alpha?.interval),
          exact(known(arm.omega)?.omega),
          arm.at_lowest,
          arm.at_highest,
        ];
      }),
    ),
  };
}

/** Every figure of a comparison with its ends, for all who returned and for each completer rule. */
export function changeTable({ all, completers }: ScaleChange): Table {
  const rule = (least: number) => m.analysis_table_among_at({ count: least });
  const among = [
    { who: m.analysis_table_among_all(), compared: all },
    ...completers.map(({ least_classes, compared }) => ({ who: rule(least_classes), compared })),
  ];
  return {
    head: [
      m.analysis_table_figure(),
      m.analysis_table_among(),
      m.analysis_table_n_course(),
      m.analysis_table_n_comparison(),
      m.analysis_table_value(),
      m.analysis_table_from(),
      m.analysis_table_to(),
      m.analysis_sd(),
      "t",
      m.analysis_table_df(),
      "p",
      m.analysis_table_p_corrected(),
    ],
    rows: among.flatMap(({ who, compared }) => {
      const [adjusted, welch] = [known(compared.adjusted)?.difference, known(compared.welch)];
      const difference = (name: string, by: Difference | null | undefined) => [
        name, who, ...compared.n, exact(by?.difference), ...ends(by?.interval), "",
        exact(by?.t), exact(by?.df), exact(by?.p), exact(by?.p_holm),
      ];
      const effect = (name: string, it: Effect | null) => [
        name, who, ...compared.n, exact(it?.effect), ...ends(it?.interval), "", "", "", "", "",
      ];
      const moved = ARMS.map((_, at) => {
        const it = known(at === 0 ? compared.moved[0] : compared.moved[1]);
        const n = ARMS.map((__, other) => (other === at ? (it?.n ?? "") : ""));
        const title = at === 0 ? m.analysis_change_course() : m.analysis_change_comparison();
        const figures = [exact(it?.mean), ...ends(it?.interval), exact(it?.sd)];
        return [title, who, ...n, ...figures, "", "", "", ""];
      });
      return [
        difference(m.analysis_adjusted(), adjusted),
        ...moved,
        difference(m.analysis_welch(), welch),
        effect(m.analysis_table_hedges(), known(compared.hedges_g)),
        effect("d_ppc2", known(compared.d_ppc2)),
      ];
    }),
  };
}

/** Person by person, by code. The index stands where the scale's precision is known. */
export function linesTable({ from_title, to_title, lines }: ScaleChange): Table {
  const indexed = lines.some(({ index }) => index !== null);
  return {
    head: [
      m.analysis_code(),
      m.analysis_arm(),
      from_title,
      to_title,
      m.analysis_lines_change(),
      ...(indexed ? [m.analysis_lines_index()] : []),
    ],
    rows: lines.map(({ code, arm, before, after, index }) => [
      code,
      ARM[arm],
      exact(before),
      exact(after),
      exact(after - before),
      ...(indexed ? [exact(index)] : []),
    ]),
  };
}

/** How many in each tenth of the scale. */
export function spreadTable({ waves, lowest, highest }: ScaleAnalysis): Table {
  const tenth = (at: number) => exact(lowest + (at * (highest - lowest)) / 10);
  return {
    head: [
      m.analysis_wave(),
      m.analysis_arm(),
      ...Array.from({ length: 10 }, (_, at) =>
        m.analysis_range({ low: tenth(at), high: tenth(at + 1) }),
      ),
    ],
    rows: waves.flatMap(({ wave_title, arms }) =>
      arms.map((arm) => [wave_title, ARM[arm.arm], ...arm.bins]),
    ),
  };
}
