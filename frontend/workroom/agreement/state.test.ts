import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import type { Said } from "../ask";
import { methods, standing } from "./standing";
import { ACCEPT, type Acceptance, accepted, acceptancesOf, type Agreement, begun, changes, CLAUSES, current, differs, hashOf, merged, proposed, read, take, takenBack, type Terms, written } from "./state";

const TERMS: Terms = { rules: "Jokainen saa ohittaa.", takeOut: "Omat opit.", relations: "", methods: "Tapaustyöskentely\nKortit", chafes: "Sanotaan heti.", board: "" };
const one: Agreement = proposed(begun(TERMS), "2026-10-27");
const hash = hashOf(TERMS);

const from = (name: string, more: Partial<Acceptance> = {}): Acceptance => ({ hash, way: "own", by: name, name, on: "2026-10-27", methods: [0, 1], ...more });
const said = (id: string, who: string, picks: string[], ask = hash): Said => ({ id, ask, from: who, name: who, picks });

const name = fc.constantFrom("Bertta", "Henna", "Ilkka");
const act: fc.Arbitrary<(state: Agreement) => Agreement> = fc.oneof(
  fc.tuple(fc.constantFrom(...CLAUSES), fc.constantFrom("a", "b\nc", "")).map(([clause, words]) => (state: Agreement) => written(state, clause, words)),
  fc.constant((state: Agreement) => proposed(state, "2026-11-24")),
  fc.tuple(name, fc.array(fc.integer({ min: -1, max: 4 }))).map(([who, places]) => (state: Agreement) => accepted(state, from(who, { hash: current(state)?.hash ?? "", methods: places }))),
  fc.tuple(fc.uuid(), name, fc.subarray([ACCEPT, "m0", "m1", "m7", "x"])).map(([id, who, picks]) => (state: Agreement) => take(state, said(id, who, picks, current(state)?.hash))),
  name.map((who) => (state: Agreement) => takenBack(state, from(who))),
);
const agreements = fc.array(act, { maxLength: 20 }).map((done) => done.reduce((state, next) => next(state), begun(TERMS)));

test("whatever is done to it, an agreement is read back as it was written", () => {
  fc.assert(
    fc.property(agreements, (state) => {
      expect(read(JSON.parse(JSON.stringify(state)) as Json)).toEqual(state);
    }),
  );
});

test("an acceptance belongs to the words: a changed word waits for everybody again, and takes no earlier acceptance away", () => {
  fc.assert(
    fc.property(agreements, fc.constantFrom(...CLAUSES), fc.string({ minLength: 1 }), (state, clause, more) => {
      const before = proposed(state, "2026-11-24");
      const after = proposed(written(before, clause, before.terms[clause] + more), "2026-11-25");
      expect(after.proposals).toHaveLength(before.proposals.length + 1);
      expect(after.proposals.slice(0, -1)).toEqual(before.proposals);
      expect(after.accepted).toEqual(before.accepted);
      const words = after.proposals.at(-1)?.hash ?? "";
      const known = before.proposals.some((proposal) => proposal.hash === words);
      if (!known) expect(acceptancesOf(after, words)).toEqual([]);
    }),
  );
});

test("the same words put forward twice are one version; while words differ, the version before stands", () => {
  expect(proposed(one, "2026-11-24")).toBe(one);
  const draft = written(one, "takeOut", "Omat opit ja oivallukset.");
  expect(differs(draft)).toBe(true);
  expect(current(draft)?.terms).toEqual(TERMS);
  expect(changes(current(draft)?.terms, draft.terms)).toEqual(["takeOut"]);
  expect(differs(written(draft, "takeOut", TERMS.takeOut))).toBe(false);
});

test("what phones say counts once, and whoever says it again says it anew", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.subarray([ACCEPT, "m0", "m1"])), { maxLength: 8 }), (words) => {
      const sent = words.map(([who, picks], place) => said(`s${place}`, who, picks));
      const once = sent.reduce(take, one);
      expect([...sent, ...sent].reduce(take, one)).toEqual(once);
      const last = new Map(sent.map((message) => [message.from, message]));
      const accepting = [...last.values()].filter(({ picks }) => picks?.includes(ACCEPT)).map((message) => message.from);
      expect(acceptancesOf(once, hash).map(({ by }) => by).sort()).toEqual(accepting.sort());
    }),
  );
});

test("different people accept in any order with the same result", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(["Bertta", "Henna", "Ilkka"], { minLength: 3 }), (names) => {
      const state = names.map((who) => said(who, who, [ACCEPT, "m1"])).reduce(take, one);
      expect(standing(state, one.proposals[0] ?? { hash, on: "", terms: TERMS }, ["Bertta", "Henna", "Ilkka"]).everybody).toBe(true);
      expect(methods(state)).toEqual([{ words: "Tapaustyöskentely", suits: "not-all" }, { words: "Kortit", suits: "all" }]);
    }),
  );
});

test("two devices at the same time: acceptances of both count for their own words, and words that differ both wait in the draft", () => {
  const [mine, other] = [accepted(one, from("Henna")), accepted(written(one, "takeOut", "Omat oivallukset."), from("Ilkka"))];
  const both = merged(mine, other);
  expect(acceptancesOf(both, hash).map(({ by }) => by)).toEqual(["Henna", "Ilkka"]);
  expect(both.terms.takeOut).toBe("Omat opit.\nOmat oivallukset.");
  fc.assert(
    fc.property(agreements, agreements, (first, second) => {
      const state = merged(first, second);
      expect(read(JSON.parse(JSON.stringify(state)) as Json)).toEqual(state);
      expect(state.accepted).toEqual(expect.arrayContaining(first.accepted));
      expect(merged(state, second)).toEqual(state);
    }),
  );
});

test("words that were never put forward cannot be accepted, and a phone that was asked of other words is not heard", () => {
  expect(accepted(begun(TERMS), from("Henna"))).toEqual(begun(TERMS));
  expect(take(one, said("s", "Henna", [ACCEPT], "another"))).toBe(one);
  const two = proposed(written(one, "rules", "Toinen sääntö."), "2026-11-24");
  const late = take(two, said("s", "Henna", [ACCEPT]));
  expect(acceptancesOf(late, current(late)?.hash ?? "")).toEqual([]);
  expect(acceptancesOf(late, hash)).toHaveLength(1);
});

test("who has accepted is told by name: the same, or a first name that only one has; others are guests", () => {
  const state = [from("Henna Laine"), from("bertta", { way: "round", by: "bertta" }), from("Oona", { way: "phone" }), from("Anna", { way: "phone" })].reduce(accepted, one);
  const { people, guests, everybody } = standing(state, one.proposals[0] ?? { hash, on: "", terms: TERMS }, ["Bertta Koski", "Henna Laine", "Anna Aalto", "Anna Berg"]);
  expect(people.map((person) => [person.name, Boolean(person.acceptance)])).toEqual([["Bertta Koski", true], ["Henna Laine", true], ["Anna Aalto", false], ["Anna Berg", false]]);
  expect(guests.map((guest) => guest.name)).toEqual(["Oona", "Anna"]);
  expect(everybody).toBe(false);
});

test("a method that does not suit somebody is said so without telling whom", () => {
  expect(methods(one).map(({ suits }) => suits)).toEqual(["open", "open"]);
  const state = [from("Henna"), from("Ilkka", { methods: [1] })].reduce(accepted, one);
  expect(methods(state)).toEqual([{ words: "Tapaustyöskentely", suits: "not-all" }, { words: "Kortit", suits: "all" }]);
});

test("what is not written as this writes is refused, and so is a version under another's hash", () => {
  const [proposal] = one.proposals;
  const acceptance = from("Henna");
  const wrong = [
    null,
    { ...one, more: 1 },
    { ...one, terms: { ...TERMS, more: "" } },
    { ...one, terms: { ...TERMS, rules: 1 } },
    { ...one, proposals: [{ ...proposal, hash: "00" }] },
    { ...one, proposals: [{ ...proposal, terms: { ...TERMS, rules: "Jotain muuta." } }] },
    { ...one, accepted: [{ ...acceptance, hash: "00" }] },
    { ...one, accepted: [{ ...acceptance, way: "elsewhere" }] },
    { ...one, accepted: [{ ...acceptance, methods: [-1] }] },
    { ...one, taken: [1] },
  ];
  for (const value of wrong) expect(() => read(value as Json)).toThrow("refused: form");
});
