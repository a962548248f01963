import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Refusal } from "../../vault/core/refusal";
import { type Band, began, closed, dropped, empty, read } from "./state";

const BANDS: Band[][] = [[[0, 66, 2], [67, 100, 3]], [[0, 100, 5]], [[0, 100, 5]]];

test("while it is asked its words are there, and afterwards they are gone", () => {
  const asked = began(empty(), { id: "round", tokens: ["a", "b"] }, "ask");
  expect(asked.open).toEqual({ id: "round", ask: "ask", tokens: ["a", "b"] });
  expect(closed(asked, "2026-11-24", BANDS)).toEqual({ v: 1, open: null, told: { on: "2026-11-24", bands: BANDS } });
  expect(JSON.stringify(closed(asked, "2026-11-24", null))).not.toContain("round");
  expect(dropped(asked)).toEqual(empty());
});

test("what is written is read again as it was", () => {
  const words = fc.array(fc.string(), { maxLength: 9 });
  fc.assert(
    fc.property(fc.string(), fc.string(), words, fc.boolean(), (id, ask, tokens, few) => {
      for (const state of [empty(), began(empty(), { id, tokens }, ask), closed(empty(), "2026-11-24", few ? null : BANDS)]) {
        expect(read(JSON.parse(JSON.stringify(state)) as never)).toEqual(state);
      }
    }),
  );
});

describe("what is not written as this writes is refused", () => {
  test.each([null, {}, { v: 2, open: null, told: null }, { v: 1, open: {}, told: null }, { v: 1, open: null, told: { on: "x", bands: [[]] } }, { v: 1, open: null, told: { on: "x", bands: [[[0, 1]], [], []] } }, { v: 1, open: { id: "a", ask: "b", tokens: [1] }, told: null }])("%j", (json) => {
    expect(() => read(json as never)).toThrow(Refusal);
  });
});
