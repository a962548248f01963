import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import type { Said } from "../ask";
import { added, anew, changeOf, due, empty, lacks, LEVELS, type Quality, read, reviewed, stepped, take, without, worded } from "./state";

const day = fc.constantFrom("2026-11-24", "2027-01-12", "2027-05-24");
const review = fc.record({ on: day, level: fc.constantFrom(...LEVELS), word: fc.string() });
const requirement = fc.record({
  id: fc.uuid(), good: fc.string({ minLength: 1 }), known: fc.string(), least: fc.string(), watches: fc.string(),
  review: fc.oneof(fc.constant(""), day), reviews: fc.array(review, { maxLength: 3 }),
}); 
const quality = fc.record({ v: fc.constant(1 as const), round: fc.integer({ min: 1, max: 40 }), requirements: fc.uniqueArray(requirement, { selector: ({ id }) => id, maxLength: 8 }) });

const said = (id: string, text: string, ask = "quality-1"): Said => ({ id, ask, from: "phone", name: "", text });
const of = (...goods: string[]): Quality => goods.reduce((state, good, i) => added(state, `r${i}`, { good }), empty());
const ids = ({ requirements }: Quality): string[] => requirements.map(({ id }) => id);

describe("what must be good", () => {
  test("a requirement that says nothing is none, and the same one twice is one", () => {
    expect([added(empty(), "a", { good: " " }), added(of("Vastaus"), "r0", { good: "Toinen" })]).toEqual([empty(), of("Vastaus")]);
  });

  test("what phones say is taken in once, in whatever order it comes again", () => {
    const spoken = fc.uniqueArray(fc.record({ id: fc.uuid(), text: fc.string() }), { selector: ({ id }) => id });
    fc.assert(
      fc.property(spoken, (all) => {
        const given = all.map(({ id, text }) => said(id, text));
        expect([...given, ...given.toReversed()].reduce(take, empty())).toEqual(given.reduce(take, empty()));
        expect(ids(given.reduce(take, empty()))).toEqual(all.filter(({ text }) => text.trim()).map(({ id }) => id));
      }),
    );
  });

  test("what was said to an earlier meeting's question is not taken in", () => {
    expect(take(anew(of("Vastaus")), said("a", "Myöhässä"))).toEqual(anew(of("Vastaus")));
  });

  test("other words take the place of the first, but nothing is left without saying what must be good", () => {
    const state = worded(of("Vastaus"), "r0", { good: "  ", least: " kaksi päivää " });
    expect(state.requirements.map(({ good, least }) => [good, least])).toEqual([["Vastaus", "kaksi päivää"]]);
  });

  test("it says what is still missing", () => {
    const [one] = worded(of("Vastaus"), "r0", { known: "otos", review: "2027-05-24" }).requirements;
    expect(one && lacks(one)).toEqual(["least", "watches"]);
  });
});

describe("the order", () => {
  test("is changed a step at a time, and a step back undoes it", () => {
    fc.assert(
      fc.property(quality, fc.nat(7), fc.constantFrom(-1 as const, 1 as const), (state, at, by) => {
        const id = state.requirements[at]?.id ?? "none";
        const moved = stepped(state, id, by);
        expect(ids(moved).toSorted()).toEqual(ids(state).toSorted());
        expect(moved === state || ids(stepped(moved, id, by === 1 ? -1 : 1)).join() === ids(state).join()).toBe(true);
      }),
    );
    expect(ids(stepped(of("a", "b", "c"), "r2", -1))).toEqual(["r0", "r2", "r1"]);
    expect(ids(without(of("a", "b"), "r0"))).toEqual(["r1"]);
  });
});

describe("reviews", () => {
  test("one a day, the later says, and the next day is set", () => {
    const once = reviewed(of("Vastaus"), "r0", { on: "2026-11-24", level: "not", word: "lomat" }, "2027-01-12");
    const twice = reviewed(once, "r0", { on: "2026-11-24", level: "partly", word: " paremmin " }, "2027-05-24");
    expect(twice.requirements.map(({ review: next, reviews }) => [next, reviews])).toEqual([["2027-05-24", [{ on: "2026-11-24", level: "partly", word: "paremmin" }]]]);
  });

  test("a requirement is due on its day and after it, and one without a day never", () => {
    const state = worded(of("a", "b"), "r0", { review: "2027-01-12" });
    expect(["2027-01-11", "2027-01-12", "2028-01-01"].map((today) => due(state, today).length)).toEqual([0, 1, 1]);
  });
});

describe("versions", () => {
  test("each requirement is new, changed or the same against an earlier one, and a review is no change of words", () => {
    const before = of("a", "b");
    const after = added(reviewed(worded(before, "r0", { good: "A" }), "r1", { on: "2026-11-24", level: "met", word: "" }, "2027-05-24"), "r9", { good: "uusi" });
    expect(after.requirements.map((one) => changeOf(one, before))).toEqual(["changed", "same", "new"]);
  });
});

describe("reading it again", () => {
  test("what was written is read as it was", () => {
    fc.assert(
      fc.property(quality, (state) => {
        expect(read(JSON.parse(JSON.stringify(state)) as Json)).toEqual(state);
      }),
    );
  });

  test.each([
    [null],
    [[]],
    [{ ...empty(), v: 3 }],
    [{ ...empty(), round: 0 }],
    [{ ...empty(), more: "" }],
    [{ ...empty(), requirements: [{ id: "a", good: "b" }] }],
    [{ ...empty(), requirements: [{ ...of("a").requirements[0], review: "keväällä" }] }],
    [{ ...empty(), requirements: [{ ...of("a").requirements[0], reviews: [{ on: "2026-11-24", level: "hieno", word: "" }] }] }],
  ])("%j is refused by its form", (state) => {
    expect(() => read(state as Json)).toThrow("refused: form");
  });
});
