import { render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import Question from "./Question.svelte";

const options = ["Days", "Evenings", "Nights"];

test("several answers stand in the order of the form, whatever the order of choosing", () => {
  const onchange = vi.fn();
  render(Question, { label: "When do you work?", several: true, options, chosen: ["Nights"], onchange });
  screen.getByLabelText("Days").click();
  expect(onchange).toHaveBeenLastCalledWith(["Days", "Nights"]);
  screen.getByLabelText("Nights").click();
  expect(onchange).toHaveBeenLastCalledWith([]);
});

test("one of a few takes the place of another, and can be taken back", () => {
  const onchange = vi.fn();
  render(Question, { label: "When?", options, chosen: ["Days"], onchange });
  screen.getByLabelText("Evenings").click();
  expect(onchange).toHaveBeenLastCalledWith(["Evenings"]);
  screen.getByRole("button", { name: /^Clear/ }).click();
  expect(onchange).toHaveBeenLastCalledWith([]);
});
