import { expect, test } from "vitest";
import { asks } from "./day-after";

const entry = (changed: string, kind = "journal") => ({ kind, changed });

test.each([
  [true, []],
  [true, [entry("2026-12-07T20:00Z")]],
  [false, [entry("2026-12-07T20:00Z"), entry("2026-12-08T18:00Z")]],
  [false, [entry("2026-12-10")]],
  [true, [entry("2026-12-09T08:00Z", "note")]],
])("it asks (%s) when the journal has %j since the day of the meeting", (asked, listed) => {
  expect(asks({ wished: true, met: "2026-12-08" }, listed)).toBe(asked);
});

test("nobody is asked who has not switched it on, or has not met", () => {
  expect(asks({ wished: false, met: "2026-12-08" }, [])).toBe(false);
  expect(asks({ wished: true, met: null }, [])).toBe(false);
});
