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
  const stands = waves.flatMap((wave) =>
    STANDINGS.map(([key, words]) => [
      `${wave.wave_title}, ${words}`,
      wave.arms.reduce((all, arm) => all + arm[key], 0),
      ...ARMS.map((_, at) => wave.arms[at]?.[key] ?? 0),
      "",
    ]),
  );
  return {
    head: ["Step", "All", ARM.course, ARM.comparison, "What is counted"],
    rows: [
      ...steps.flatMap(({ title, people, arms, parts, words }) => [
        [title, people ?? "", ...ARMS.map((_, at) => (arms ? (arms[at] ?? "not asked") : "")), words],
        ...parts.map((part) => [`${title}: ${part.words}`, part.people, "", "", ""]),
      ]),
      ...stands.filter(([, all]) => all !== 0),
    ],
  };
}

export function calendarTable(cohorts: readonly CohortWaves[], titles: ReadonlyMap<string, string>): Table {
  return {
    head: ["Class 1", "Course", "Comparison", "Wave", "Opens", "Due", "Closes"],
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
    head: ["Item", "Wave", "Asked", "Skipped", "Rather not say", "Not asked"],
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
      "Scale", "n, course", "n, comparison", "Adjusted difference", "from", "to",
      "Hedges’ g", "g from", "g to", "t", "df", "p", "p corrected",
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
      "Wave", "Arm", "n", "Mean", "from", "to", "SD", "Median", "First quartile", "Third quartile",
      "Alpha", "alpha from", "alpha to", "Omega", "At the lowest", "At the highest",
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
  const rule = (least: number) => `at ${least} classes or more`;
  const among = [
    { who: "all who returned", compared: all },
    ...completers.map(({ least_classes, compared }) => ({ who: rule(least_classes), compared })),
  ];
  return {
    head: [
      "Figure", "Among", "n, course", "n, comparison", "Value", "from", "to", "SD", "t", "df", "p", "p corrected",
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
      const moved = ARMS.map((arm, at) => {
        const it = known(at === 0 ? compared.moved[0] : compared.moved[1]);
        const n = ARMS.map((_, other) => (other === at ? (it?.n ?? "") : ""));
        return [`Change, ${arm}`, who, ...n, exact(it?.mean), ...ends(it?.interval), exact(it?.sd), "", "", "", ""];
      });
      return [
        difference("Adjusted difference", adjusted),
        ...moved,
        difference("Difference of the changes", welch),
        effect("Hedges’ g", known(compared.hedges_g)),
        effect("d_ppc2", known(compared.d_ppc2)),
      ];
    }),
  };
}

/** Person by person, by code. The index stands where the scale's precision is known. */
export function linesTable({ from_title, to_title, lines }: ScaleChange): Table {
  const indexed = lines.some(({ index }) => index !== null);
  return {
    head: ["Code", "Arm", from_title, to_title, "Change", ...(indexed ? ["Reliable change index"] : [])],
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
    head: ["Wave", "Arm", ...Array.from({ length: 10 }, (_, at) => `${tenth(at)} to ${tenth(at + 1)}`)],
    rows: waves.flatMap(({ wave_title, arms }) =>
      arms.map((arm) => [wave_title, ARM[arm.arm], ...arm.bins]),
    ),
  };
}
