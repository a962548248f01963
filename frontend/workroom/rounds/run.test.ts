import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { begun, drawn, holders, left, minutesFor, scaled, type Seat, turned, WORK } from "./run";
import { minutesOf, ROLES } from "./script";
import { scriptsOfOurs } from "./scripts/all";

const balint = scriptsOfOurs().find(({ id }) => id === "balint");
if (!balint) throw new Error("no script");
const minutes = (count: number): number => count * 60_000;

describe("minutes by the length of the meeting", () => {
  test.each(scriptsOfOurs().map((script) => [script.id, script] as const))("%s fits the working time of every meeting to the minute", (_, script) => {
    for (const total of Object.values(WORK)) {
      const found = minutesFor(script, total);
      expect(found.reduce((sum, one) => sum + one, 0)).toBe(total);
    }
  });

  test("are as written when nothing else is asked, and when there is just that time", () => {
    expect(minutesFor(balint, null)).toEqual([7, 5, 23, 5, 5]);
    expect(minutesFor(balint, minutesOf(balint))).toEqual([7, 5, 23, 5, 5]);
    expect(minutesFor(balint, 70)).toEqual([11, 8, 37, 7, 7]);
    expect(minutesFor(balint, 35)).toEqual([6, 4, 17, 4, 4]);
  });

  test("together are what there is, none is nothing, and a longer step stays the longer", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }), fc.integer({ min: 0, max: 300 }), (own, total) => {
        const found = scaled(own, total);
        expect(found.reduce((sum, one) => sum + one, 0)).toBe(Math.max(total, own.length));
        expect(Math.min(...found)).toBeGreaterThanOrEqual(1);
        for (const [i, one] of own.entries()) for (const [j, other] of own.entries()) if (one > other) expect(found[i]).toBeGreaterThanOrEqual(found[j] ?? 0);
      }),
    );
  });
});

describe("a round under way", () => {
  const run = begun(balint, minutesFor(balint, null), [], 1_000);

  test("goes on and back, and stays where there is no such step", () => {
    expect(turned(run, -1, 2_000)).toBe(run);
    const last = [1, 2, 3, 4].reduce((at) => turned(at, 1, 2_000), run);
    expect([last.step, turned(last, 1, 3_000)]).toEqual([4, last]);
    expect(turned(last, -1, 9_000)).toMatchObject({ step: 3, since: 9_000 });
  });

  test("counts whole minutes down and stops at none: nothing is cut off", () => {
    expect(left(run, run.since)).toBe(7);
    expect(left(run, run.since + 1)).toBe(7);
    expect(left(run, run.since + minutes(1))).toBe(6);
    expect(left(run, run.since + minutes(6) + 59_000)).toBe(1);
    expect(left(run, run.since + minutes(7))).toBe(0);
    expect(left(run, run.since + minutes(500))).toBe(0);
  });

  test("a clock that is set back takes no time away", () => {
    expect(left(run, run.since - minutes(60))).toBe(7);
  });
});

describe("roles", () => {
  const seats = (...names: string[]): Seat[] => names.map((name, index) => ({ id: String(index), name, role: "" }));
  const first = (): number => 0;

  test("are drawn for those that nobody took, and the rest are the group", () => {
    const chosen = seats("Henna", "Ilkka", "Kaisa", "Samuli").map((seat) => (seat.name === "Kaisa" ? { ...seat, role: "giver" as const } : seat));
    expect(drawn(chosen, ROLES, first).map(({ name, role }) => [name, role])).toEqual([
      ["Henna", "moderator"],
      ["Ilkka", "timekeeper"],
      ["Kaisa", "giver"],
      ["Samuli", "group"],
    ]);
  });

  test("a row without a name gets none, and two people are enough to begin", () => {
    expect(drawn(seats("Henna", " ", "Ilkka"), ROLES, first).map(({ role }) => role)).toEqual(["giver", "", "moderator"]);
    expect(drawn([], ROLES, first)).toEqual([]);
  });

  test("where a script has no group, the rest look on", () => {
    expect(drawn(seats("Henna", "Ilkka"), ["moderator", "observers"], first).map(({ role }) => role)).toEqual(["moderator", "observers"]);
  });

  test("what was chosen stays, nobody has two, and each single role has one at most", () => {
    const role = fc.constantFrom("", ...ROLES);
    const people = fc.array(fc.record({ name: fc.constantFrom("", "Henna", "Ilkka"), role }), { maxLength: 12 }).map((all): Seat[] => all.map((one, index) => ({ ...one, id: String(index) }) as Seat));
    fc.assert(
      fc.property(people, fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (before, stream) => {
        const after = drawn(before, ROLES, () => stream.next().value as number);
        for (const [index, seat] of before.entries()) {
          if (seat.role !== "") expect(after[index]).toEqual(seat);
          else expect(after[index]?.role === "").toBe(!seat.name);
        }
        for (const single of ["giver", "moderator", "timekeeper"] as const) {
          const count = (all: Seat[]): number => all.filter((seat) => seat.role === single).length;
          expect(count(after)).toBeLessThanOrEqual(Math.max(1, count(before)));
        }
      }),
    );
  });

  test("everybody has the same chance", () => {
    const times = Array.from({ length: 4 }, (_, index) => drawn(seats("a", "b", "c", "d"), ["giver", "group"], () => index / 4).find(({ role }) => role === "giver")?.name);
    expect(times).toEqual(["a", "b", "c", "d"]);
  });

  test("are said by name where there is one", () => {
    const given: Seat[] = [{ id: "1", name: " Henna ", role: "group" }, { id: "2", name: "", role: "group" }, { id: "3", name: "Ilkka", role: "giver" }];
    expect([holders(given, "group"), holders(given, "giver"), holders(given, "timekeeper")]).toEqual([["Henna"], ["Ilkka"], []]);
  });
});
