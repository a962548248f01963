import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Refusal } from "../../vault/core/refusal";
import { anew, began, closed, counts, empty, faultIn, type Goals, isWorded, newWords, put, rateable, read, record, SCOPES, stand, STANDS, type Words } from "./state";

const LIGHT: Words = { ...newWords(), wording: "Vastuut ovat selvät", levels: ["", "", "Jokainen tietää vastuunsa", "", ""], begin: "Sovitaan joka kerta uudelleen" };
const FIVE: Words = { ...newWords(), wording: "Perustehtävä ohjaa viikkoa", light: false, levels: ["a", "b", "c", "d", "e"], start: -2 };

test("a goal can be rated once its levels are in words", () => {
  expect([LIGHT, FIVE, newWords(), { ...LIGHT, begin: "" }, { ...FIVE, levels: ["a", "", "c", "d", "e"] }, { ...LIGHT, start: 0 }].map(isWorded)).toEqual([true, true, false, false, false, false]);
});

test("levels are all in words or none is, and a goal has a wording", () => {
  expect(faultIn(newWords())).toBe("wording");
  expect(faultIn({ ...newWords(), wording: "x" })).toBeNull();
  expect(faultIn({ ...FIVE, levels: ["a", "b", "c", "d", ""] })).toBe("levels");
  expect(faultIn({ ...LIGHT, begin: "" })).toBe("levels");
  expect(faultIn({ ...LIGHT, start: null })).toBe("start");
  expect([faultIn(LIGHT), faultIn(FIVE)]).toEqual([null, null]);
});

test("putting the same goal twice is putting it once, and its standing stays", () => {
  const once = put(empty(), "1", LIGHT);
  expect(put(once, "1", LIGHT)).toEqual(once);
  const reached = stand(once, "1", "reached", " saatiin tehtyä ");
  expect(put(reached, "1", { ...LIGHT, wording: " Toinen " }).goals).toEqual([{ ...LIGHT, wording: "Toinen", id: "1", stands: "reached", why: "saatiin tehtyä" }]);
});

test("only what is active and worded is rated, and what was dropped does not count", () => {
  let state = put(put(put(empty(), "1", LIGHT), "2", FIVE), "3", { ...newWords(), wording: "x" });
  expect(rateable(state).map(({ id }) => id)).toEqual(["1", "2"]);
  state = stand(state, "2", "replaced", "");
  expect(rateable(state).map(({ id }) => id)).toEqual(["1"]);
  expect(STANDS.map((stands) => counts({ stands }))).toEqual([true, true, false, false]);
});

test("a round asks what can be rated when it begins, and its words go when it is closed", () => {
  const asked = began(put(put(empty(), "1", LIGHT), "2", FIVE), { id: "round", tokens: ["word"] }, "ask", {});
  expect(asked.open?.goals).toEqual(["1", "2"]);
  const shown = closed(asked, { 1: [[0, 4]], 2: [] });
  expect([shown.open, shown.told]).toEqual([null, { 1: [[0, 4]], 2: [] }]);
  expect(JSON.stringify(shown)).not.toContain("word\"");
});

test("the next meeting begins with the goals and the recorded levels, and without the spread", () => {
  const state = record(closed(put(empty(), "1", LIGHT), { 1: [[0, 4]] }), "1", { low: 0, high: 1, on: "2026-11-24" });
  expect(anew(state)).toEqual({ ...state, told: {} });
});

const words = fc.record({
  wording: fc.string(), indicator: fc.string(), scope: fc.constantFrom(...SCOPES), light: fc.boolean(), begin: fc.string(),
  levels: fc.array(fc.string(), { minLength: 5, maxLength: 5 }), start: fc.constantFrom(null, -2, -1, 0, 1, 2),
});

test("what is written is read again as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.uuid(), words)), fc.constantFrom(...STANDS), (all, stands) => {
      let state: Goals = empty();
      for (const [id, given] of all) state = record(stand(put(state, id, given), id, stands, "miksi"), id, { low: -0.5, high: 1, on: "2026-11-24" });
      expect(read(JSON.parse(JSON.stringify(state)) as never)).toEqual(state);
    }),
  );
});

describe("what is not written as this writes is refused", () => {
  const good = put(empty(), "1", LIGHT);
  const [goal] = good.goals;
  test.each([null, [], { ...good, v: 2 }, { ...good, goals: [{}] }, { ...good, goals: [{ ...goal, scope: "all" }] }, { ...good, goals: [{ ...goal, levels: ["a"] }] }, { ...good, told: { 1: [[1]] } }, { ...good, recorded: { 1: {} } }, { ...good, open: {} }])("%j", (json) => {
    expect(() => read(json as never)).toThrow(Refusal);
  });
});
