import { render, screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { Trouble } from "../api/bindings/Trouble";
import TroubleBanner from "./TroubleBanner.svelte";

const trouble: Trouble = {
  code: "disk-full",
  severity: "alert",
  happened: "The disk is full.",
  next: "Free some space, then try again.",
};

it("trouble is read out: what happened, and what to do", () => {
  render(TroubleBanner, { trouble });
  const banner = screen.getByRole("alert");
  expect(banner.textContent).toContain("The disk is full.");
  expect(banner.textContent).toContain("Free some space, then try again.");
  expect(banner.textContent).not.toContain("disk-full");
  expect(banner.classList.contains("alert")).toBe(true);
});

it("a notice is not drawn as an alarm", () => {
  render(TroubleBanner, { trouble: { ...trouble, severity: "notice" } });
  expect(screen.getByRole("alert").classList.contains("alert")).toBe(false);
});
