import { expect, it } from "vitest";
import type { HeardHard } from "../../api/bindings/HeardHard";
import type { RegisterLine } from "../../api/bindings/RegisterLine";
import type { RegisterView } from "../../api/bindings/RegisterView";
import { blank, heardWords, howItWas, standsWords } from "./words";

const heard: HeardHard = {
  id: "K7:1",
  code: "K7",
  name: "Renee S.",
  day: "2026-02-20",
  how: { unpleasant: true, affected_day: true, lasted: true },
};

const line = (over: Partial<RegisterLine> = {}): RegisterLine => ({
  id: "a",
  day: "2026-02-20",
  entry: { ...blank(heard), practice: "body-scan", distress: 6, related: "yes" },
  name: "Renee S.",
  corrections: [],
  follow_ups: [],
  ask_on: null,
  resolved: "unsure",
  ...over,
});

it("what a coach said begins the entry, and nothing else is taken for known", () => {
  expect(blank(heard)).toMatchObject({ coach: "K7", affected_day: true, lasted: "days", from: "K7:1" });
  expect(blank()).toMatchObject({ coach: null, serious: false, related: "unsure", distress: null });
});

it("how it was is said in whole sentences, and in theirs it is the day and not my day", () => {
  const view = { practices: [{ id: "body-scan", title: "Body scan" }] } as RegisterView;
  expect(howItWas(line(), view)).toBe(
    "It lasted days. 6 of 10. It got in the way of the day. With: Body scan. It had to do with the practice.",
  );
  expect(heardWords(heard)).toBe(
    "It was unpleasant. It got in the way of the day. It lasted past the day.",
  );
});

it("an entry is over, open, or has a day on which to ask", () => {
  const stands = (over: Partial<RegisterLine>) => standsWords(line(over), "2026-02-27");
  expect(stands({ resolved: "yes", ask_on: "2026-02-01" })).toBe("over");
  expect(stands({})).toBe("open");
  expect(stands({ ask_on: "2026-02-27" })).toBe("ask again now");
  expect(stands({ ask_on: "2026-03-05" })).toBe("ask again on March 5");
});
