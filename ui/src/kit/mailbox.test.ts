import { expect, it } from "vitest";
import type { Tried } from "../api/bindings/Tried";
import { kindWords, placeProblem, testWords, triedWords } from "./mailbox";

const trouble = {
  code: "mailbox-closed",
  severity: "notice",
  happened: "It did not let us in.",
  next: "",
} as const;
const tried = (change: Partial<Tried>): Tried => ({
  step: "list",
  needed: true,
  asked: true,
  trouble: null,
  ...change,
});

it("what does not work and is not needed worries nobody", () => {
  expect(triedWords(tried({ needed: false, trouble })).how).toBe(
    "Not allowed. You don’t need it.",
  );
});

it("what is needed and does not work says why", () => {
  expect(triedWords(tried({ trouble })).how).toBe("It did not let us in.");
  expect(testWords({ works: false, tried: [] })).toContain("does not work yet");
});

it("what was not asked does not pass for working", () => {
  expect(triedWords(tried({ asked: false })).how).not.toContain("Works");
});

it("an address this program cannot read says so", () => {
  expect(kindWords(null)).toContain("cannot use");
});

it("a folder and every kind of server can be a mailbox", () => {
  const places = [
    "/srv/evenkeel",
    "S:\\evenkeel",
    " \\\\agency\\share\\evenkeel ",
    "https://cloud.agency.example/remote.php/dav/files/evenkeel/mailbox",
    "s3://bucket/prefix?region=us-east-2",
    "s3+https://storage.agency.example/bucket/prefix?region=us-east-1",
    "http://localhost:8080/mailbox",
    "s3+http://127.0.0.1:9000/bucket",
  ];
  expect(places.filter((place) => placeProblem(place) !== null)).toEqual([]);
});

it("an address that would show the password on its way is not taken", () => {
  expect(placeProblem("http://cloud.agency.example/mailbox")).toContain("https");
  expect(placeProblem("s3+http://storage.agency.example/bucket")).toContain("https");
});

it("an address with a name or a password in it is not taken, and is not repeated", () => {
  for (const place of ["https://joan:opal@cloud.example/box", "s3+https://joan@s3.example/box"]) {
    expect(placeProblem(place)).toContain("leave name and password out");
    expect(placeProblem(place)).not.toContain("joan");
  }
});

it("a slip in the beginning of an address is seen before it travels", () => {
  for (const place of ["htps://cloud.example/box", "ftp://cloud.example/box", "https://"]) {
    expect(placeProblem(place)).toContain("begins with https://");
  }
  expect(placeProblem("  ")).toContain("choose a folder");
});
