import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../core/bytes";
import { emptyIndex, goesOn, type Index, type Listed, readIndex, short, writtenIndex } from "./index-document";

const mark = (number: number): string => number.toString(16).padStart(8, "0").repeat(8);

/** An index as it stands after so many versions, each with a mark of its own. */
function after(versions: number, own = 0): { rev: number; mark: string; trail: string[] } {
  let index: Index = emptyIndex();
  for (let rev = 1; rev <= versions; rev += 1) {
    index = readIndex(writtenIndex(index, rev === 1 ? null : mark(own + rev - 1)));
  }
  return { rev: versions, mark: mark(own + versions), trail: index.trail };
}

test("an index goes on from each version that was, as far as it remembers", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 80 }), (now, seen) => {
      expect(goesOn(after(now), { rev: seen, mark: mark(seen) })).toBe(seen <= now);
    }),
  );
});

test("an index of another past does not go on from what was seen, as far as it remembers", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 80 }), (now, seen) => {
      expect(goesOn(after(now, 5000), { rev: seen, mark: mark(seen) })).toBe(now - seen > 32);
    }),
  );
});

test("it remembers 32 versions and no more", () => {
  expect(after(100).trail).toHaveLength(32);
  expect(after(100).trail.at(-1)).toBe(short(mark(99)));
  expect(after(1).trail).toEqual([]);
});

const LISTED: Listed = { id: "a", kind: "note", title: "T", rev: 2, mark: "ab", made: "m", changed: "c", tags: ["x"], beside: "b" };

test("what was written is read again", () => {
  const index: Index = { documents: new Map([["a", LISTED]]), trail: ["1"] };
  expect(readIndex(writtenIndex(index, "2222"))).toEqual({ documents: new Map([["a", LISTED]]), trail: ["1", "2222"] });
});

test.each([
  ["no object", 1],
  ["another version", { v: 2, documents: [], trail: [] }],
  ["no list", { v: 1, documents: {}, trail: [] }],
  ["no trail", { v: 1, documents: [] }],
  ["a trail of numbers", { v: 1, documents: [], trail: [1] }],
  ["an entry of another form", { v: 1, documents: ["a"], trail: [] }],
  ["a title that is no text", { v: 1, documents: [{ ...LISTED, title: 1 }], trail: [] }],
  ["an unknown kind", { v: 1, documents: [{ ...LISTED, kind: "program" }], trail: [] }],
  ["a version that is no number", { v: 1, documents: [{ ...LISTED, rev: "2" }], trail: [] }],
  ["a mark that is no text", { v: 1, documents: [{ ...LISTED, mark: 1 }], trail: [] }],
  ["tags that are no texts", { v: 1, documents: [{ ...LISTED, tags: [1] }], trail: [] }],
  ["beside nothing known", { v: 1, documents: [{ ...LISTED, beside: 1 }], trail: [] }],
])("an index is refused: %s", (_what, body) => {
  expect(() => readIndex(body as unknown as Json)).toThrow("refused: form");
});
