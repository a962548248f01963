import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import * as map from "./state";
import type { Interfaces, Need } from "./state";

const three: Interfaces = {
  v: 1,
  professions: [{ id: "n", name: "Hoitaja" }, { id: "t", name: "Opettaja" }, { id: "s", name: "Sosiaalityöntekijä" }],
  needs: [],
};
const ids = fc.constantFrom("n", "t", "s", "");
const someNeed = fc.record({ id: fc.uuid(), who: ids, whom: ids, what: fc.string(), when: fc.string(), form: fc.string(), answer: fc.constantFrom(...map.ANSWERS), word: fc.string() });
const someMap = fc
  .uniqueArray(someNeed, { selector: ({ id }) => id, maxLength: 8 })
  .map((needs: Need[]): Interfaces => ({ ...three, needs }));

const need = (who: string, whom: string, more: Partial<Need> = {}): Need =>
  ({ id: `${who}${whom}`, who, whom, what: "tieto", when: "ennen palaveria", form: "viesti", answer: "agreed", word: "", ...more });

test("what is written is read back as it was, and nothing else is", () => {
  fc.assert(fc.property(someMap, (some) => {
    expect(map.read(JSON.parse(JSON.stringify(some)) as Json)).toEqual(some);
  }));
  const faulty: Json[] = [
    null,
    { ...three, v: "2" },
    { v: 1, professions: [] },
    { ...three, professions: [{ id: "n", name: "a" }, { id: "n", name: "b" }] },
    { ...three, needs: [need("n", "x")] },
    { ...three, needs: [need("n", "t", { answer: "perhaps" as "open" })] },
    { ...three, needs: [need("n", "t"), need("n", "t")] },
  ];
  for (const json of faulty) expect(() => map.read(json)).toThrow(/refused: form/);
});

test("every need between two that are said stands in the matrix once, and no other", () => {
  fc.assert(fc.property(someMap, (some) => {
    const there = map.matrix(some).flatMap(({ from, cells }) => cells.flatMap(({ to, needs }) => needs.map((one) => ({ one, from: from.id, to: to.id }))));
    expect(new Set(there.map(({ one }) => one))).toEqual(new Set(some.needs.filter(({ who, whom }) => who && whom)));
    for (const { one, from, to } of there) expect([one.whom, one.who]).toEqual([from, to]);
    expect(there).toHaveLength(new Set(there.map(({ one }) => one)).size);
  }));
});

test("who gives and gets nothing back is said, until something goes the other way", () => {
  const one = { ...three, needs: [need("n", "t")] };
  const pairs = (state: Interfaces) => map.missingOf(state).oneSided.map(({ from, to }) => [from.id, to.id]);
  expect(pairs(one)).toEqual([["t", "n"]]);
  expect(pairs({ ...one, needs: [...one.needs, need("t", "n")] })).toEqual([]);
  expect(map.missingOf(one).apart.map(({ id }) => id)).toEqual(["s"]);
});

test("a pair is one-sided in one direction at most", () => {
  fc.assert(fc.property(someMap, (some) => {
    const pairs = map.missingOf(some).oneSided.map(({ from, to }) => [from.id, to.id].sort().join());
    expect(new Set(pairs).size).toBe(pairs.length);
  }));
});

test("what is not said of a need is named, and a need that nobody answered waits", () => {
  const state = { ...three, needs: [need("n", "", { when: " ", answer: "open" }), need("t", "s")] };
  const missing = map.missingOf(state);
  expect(missing.half.map(({ need: { id }, lacks }) => [id, lacks])).toEqual([["n", ["whom", "when"]]]);
  expect(missing.unanswered.map(({ id }) => id)).toEqual(["n"]);
});

test("a need comes in once, and never from somebody to themselves", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.record({ id: fc.uuid(), who: ids, whom: ids, what: fc.string() }), { selector: ({ id }) => id }), (all) => {
    const once = all.reduce(map.addNeed, three);
    expect(all.reduce(map.addNeed, once)).toEqual(once);
    expect(once.needs.every(({ who, whom }) => who === "" || who !== whom)).toBe(true);
    expect(once.needs).toHaveLength(all.filter(({ what }) => what.trim()).length);
  }));
  expect(map.addNeed(three, { id: "1", who: "gone", whom: "t", what: " tieto\nsiirrosta " }).needs).toEqual([
    { id: "1", who: "", whom: "t", what: "tieto siirrosta", when: "", form: "", answer: "open", word: "" },
  ]);
});

test("a profession that is taken away leaves its needs, unsaid whose", () => {
  fc.assert(fc.property(someMap, (some) => {
    const left = map.removeProfession(some, "t");
    expect(left.needs.map(({ id, what }) => [id, what])).toEqual(some.needs.map(({ id, what }) => [id, what]));
    expect(map.read(left)).toEqual(left);
  }));
});

test("professions and needs move one step and back", () => {
  expect(map.moveProfession(three, "s", -1).professions.map(({ id }) => id)).toEqual(["n", "s", "t"]);
  expect(map.moveProfession(three, "n", -1)).toEqual(three);
  fc.assert(fc.property(someMap, fc.nat(), (some, pick) => {
    fc.pre(some.needs.length > 1);
    const id = some.needs[pick % (some.needs.length - 1)]?.id ?? "";
    expect(map.moveNeed(map.moveNeed(some, id, 1), id, -1)).toEqual(some);
  }));
});

test("names are one line, and the same name is one profession", () => {
  const more = map.addProfession(map.addProfession(three, { id: "x", name: " Hoitaja " }), { id: "y", name: "Lääkäri\n" });
  expect(more.professions.map(({ name }) => name)).toEqual(["Hoitaja", "Opettaja", "Sosiaalityöntekijä", "Lääkäri"]);
  expect(map.nameProfession(more, "y", "Lääkäri ").professions.at(-1)?.name).toBe("Lääkäri ");
});

test("a need can be mended and taken away", () => {
  const state = { ...three, needs: [need("n", "t"), need("t", "n")] };
  const mended = map.changeNeed(state, "nt", { when: "perjantaisin", answer: "cannot", word: "ei ehditä" });
  expect(mended.needs[0]).toMatchObject({ id: "nt", when: "perjantaisin", answer: "cannot", word: "ei ehditä" });
  expect(map.removeNeed(mended, "nt").needs.map(({ id }) => id)).toEqual(["tn"]);
});
