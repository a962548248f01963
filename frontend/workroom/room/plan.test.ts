import { expect, test } from "vitest";
import { isHeld, leftOf, LENGTHS, lengthOf, PHASES, planOf, turnOf } from "./plan";

test.each(LENGTHS)("the phases of %i minutes fill them", (minutes) => {
  const plan = planOf(minutes);
  expect(plan.map(({ phase }) => phase)).toEqual(PHASES);
  expect(plan.reduce((sum, step) => sum + step.minutes, 0)).toBe(minutes);
});

test("an odd length is planned as the nearest of the four", () => {
  expect([40, 50, 55, 67, 68, 90, 100, 480].map(lengthOf)).toEqual([45, 45, 60, 60, 75, 75, 120, 120]);
});

test("the clock counts down to the end of the phase and never below nothing", () => {
  const plan = planOf(75);
  expect(leftOf(plan, "arrive", 0)).toBe(8);
  expect(leftOf(plan, "agenda", 17.2)).toBe(3);
  expect(leftOf(plan, "agenda", 20)).toBe(0);
  expect(leftOf(plan, "agenda", 90)).toBe(0);
  expect(leftOf(plan, "close", 74.5)).toBe(1);
});

test("a meeting is held until a quarter of an hour after its plan", () => {
  const [live, began] = [{ began: "2026-11-24T11:00Z", minutes: 75 }, Date.parse("2026-11-24T11:00Z")];
  expect([0, 74, 89.9, 90, 600].map((minutes) => isHeld(live, began + minutes * 60_000))).toEqual([true, true, true, false, false]);
});

test("a turn is the length less twenty, divided (domain 1.3)", () => {
  expect([turnOf(75, 3), turnOf(75, 4), turnOf(75, 5), turnOf(120, 6), turnOf(120, 12), turnOf(45, 0)]).toEqual([18, 13, 11, 16, 8, 25]);
});
