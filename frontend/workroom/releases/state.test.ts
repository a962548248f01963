import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import type { Sheet } from "../sheet";
import { cleaned, empty, fits, KINDS, MARKS, observed, proposed, type Proposal, read, type Releases, renamed, showing, unobserved, withdrawn, worded } from "./state";

const words = fc.oneof(fc.string(), fc.constantFrom("Aamun vastaanotto", "kaksi\nriviä", " ", "\u202Etakaperin", "a\u0000b"));
const table = fc.integer({ min: 2, max: 4 }).chain((columns) => {
  const row = fc.array(words, { minLength: columns, maxLength: columns });
  return fc.record({ head: row, rows: fc.array(row, { maxLength: 3 }) });
});
const part = fc.record({ heading: words, text: words, list: fc.array(words, { maxLength: 3 }), table }, { requiredKeys: [] });
const sheet: fc.Arbitrary<Sheet> = fc.record({ title: words, parts: fc.array(part, { maxLength: 4 }) });
const proposal: fc.Arbitrary<Proposal> = fc.record({
  id: fc.uuid(), from: fc.string(), thing: fc.string(), kind: fc.constantFrom(...KINDS), mark: fc.constantFrom(...MARKS),
  salt: fc.string(), sheet, on: fc.constant("2026-11-24"),
}); // prettier-ignore
const observation = fc.record({ id: fc.uuid(), on: fc.constant("2026-11-24"), text: words, owner: words, wish: words });
const releases: fc.Arbitrary<Releases> = fc.record({ v: fc.constant(1 as const), proposals: fc.array(proposal, { maxLength: 4 }), observations: fc.array(observation, { maxLength: 4 }), shown: fc.string() });

const MAP: Sheet = { title: "Roolit", parts: [{ table: { head: ["Tehtävä", "Bertta", "Henna"], rows: [["Ovet", "tekee", ""]] } }] };
const one = (id: string, from = "roles a"): Omit<Proposal, "thing"> => ({ id, from, kind: "role_map", mark: "structural", salt: "s", sheet: MAP, on: "2026-11-24" });

describe("what may leave the room", () => {
  test("what is sealed is read as it was written", () => {
    fc.assert(fc.property(releases, (state) => void expect(read(JSON.parse(JSON.stringify(state)) as Json)).toEqual(state)));
  });

  test.each([[null], [{}], [{ ...empty(), v: 2 }], [{ ...empty(), more: 1 }], [{ ...empty(), shown: 1 }], [{ ...empty(), proposals: [{ id: "a" }] }], [{ ...empty(), observations: [{ id: "a", text: 1 }] }]])("%j is refused", (state) => {
    expect(() => read(state as Json)).toThrow("form");
  });

  test("a sheet with anything else in it is refused", () => {
    const other = { ...proposed(empty(), one("p"), "t").proposals[0], sheet: { title: "a", parts: [{ html: "<b>" }] } };
    expect(() => read({ ...empty(), proposals: [other] } as unknown as Json)).toThrow("form");
  });

  test("a later version is known as the same thing, another thing is not", () => {
    const state = [one("a"), one("b"), one("c", "quality x")].reduce((before, next, i) => proposed(before, next, `t${i}`), empty());
    expect(state.proposals.map(({ thing }) => thing)).toEqual(["t0", "t0", "t2"]);
  });

  test("the same proposal twice is one, and withdrawn it is none", () => {
    const state = proposed(proposed(empty(), one("a"), "t"), one("a"), "t");
    expect(state.proposals).toHaveLength(1);
    expect(withdrawn(showing(state, "a"), "a")).toEqual(empty());
  });

  test("what says nothing and what nobody sees is left out before it is bound", () => {
    const dirty: Sheet = { title: " Roolit\u202E ", parts: [{ heading: "", text: " ", list: [] }, { text: "rivi\n toinen", list: ["", "a\u0000"] }] };
    expect(cleaned(dirty)).toEqual({ title: "Roolit", parts: [{ text: "rivi\ntoinen", list: ["a"] }] });
  });

  test("a requirement of which nothing more was said is a heading with its words", () => {
    expect(cleaned({ title: "Laatu", parts: [{ table: { head: ["Mikä on hyvää", "Aamun vastaanotto"], rows: [] } }] }).parts).toEqual([{ heading: "Mikä on hyvää", text: "Aamun vastaanotto" }]);
  });

  test("cleaning twice is cleaning once", () => {
    fc.assert(fc.property(sheet, (found) => void expect(cleaned(cleaned(found))).toEqual(cleaned(found))));
  });

  test("a name over a column becomes a role", () => {
    expect(renamed(MAP, 0, 1, "Opettaja").parts[0]?.table?.head).toEqual(["Tehtävä", "Opettaja", "Henna"]);
    expect(renamed(MAP, 3, 1, "Opettaja")).toEqual(MAP);
  });

  test("what is too long is given in parts", () => {
    const rows = Array.from({ length: 61 }, () => ["a", "b", "c"]);
    expect([fits(MAP), fits({ title: "", parts: MAP.parts }), fits({ title: "a", parts: [] }), fits({ title: "a", parts: [{ table: { head: ["a", "b", "c"], rows } }] })]).toEqual([true, false, false, false]);
  });

  test("an observation is worded, kept once and taken away", () => {
    const state = observed(observed(empty(), { id: "o", on: "2026-11-24", text: " Vuorolista tulee myöhään " }), { id: "p", on: "2026-11-24", text: "Vuorolista tulee myöhään" });
    expect(worded(state, "o", { owner: "esihenkilö", text: " " }).observations).toEqual([{ id: "o", on: "2026-11-24", text: "Vuorolista tulee myöhään", owner: "esihenkilö", wish: "" }]);
    expect(unobserved(state, "o").observations).toEqual([]);
  });
});
