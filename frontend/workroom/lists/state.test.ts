import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import type { Said } from "../ask";
import { added, changed, empty, type Lists, merged, moved, of, read, type Rules, stepped, sum, take, without } from "./state";

const RINGS: Rules = { places: ["mine", "ours", "others", "fixed"], weighs: false };
const FORCES: Rules = { places: ["for", "against"], weighs: true };

const said = (id: string, text: string, tags: Record<string, string>, ask = "key"): Said => ({ id, ask, from: "phone", name: "", text, tags });
const begun: Lists = { ...empty(), key: "key" };

/** What a group does to its lists, in any order. */
const acts = (rules: Rules): fc.Arbitrary<(state: Lists) => Lists> => {
  const id = fc.constantFrom("a", "b", "c", "d", "e");
  const place = fc.constantFrom(...rules.places, "elsewhere");
  return fc.oneof(
    fc.record({ id, place, words: fc.string(), strength: fc.integer() }).map((given) => (state: Lists) => added(state, rules, given)),
    fc.tuple(id, place).map(([one, to]) => (state: Lists) => moved(state, rules, one, to)),
    fc.tuple(id, fc.constantFrom(-1 as const, 1 as const)).map(([one, by]) => (state: Lists) => stepped(state, one, by)),
    fc.tuple(id, fc.string()).map(([one, next]) => (state: Lists) => changed(state, one, { next })),
    id.map((one) => (state: Lists) => without(state, one)),
    fc.tuple(id, fc.string(), place, fc.string()).map(([one, text, to, strength]) => (state: Lists) => take(state, rules, said(one, text, { place: to, strength }))),
  );
};
const lists = (rules: Rules): fc.Arbitrary<Lists> => fc.array(acts(rules), { maxLength: 20 }).map((done) => done.reduce((state, act) => act(state), begun));

const wordsOf = (state: Lists): string[] => state.items.map(({ id, words }) => `${id} ${words}`).sort();

test("whatever is done to them, lists are read back as they were written", () => {
  for (const rules of [RINGS, FORCES]) {
    fc.assert(
      fc.property(lists(rules), (state) => {
        expect(read(JSON.parse(JSON.stringify(state)) as Json, rules)).toEqual(state);
      }),
    );
  }
});

test("moving and ordering lose no item, double none and change no word", () => {
  fc.assert(
    fc.property(lists(RINGS), fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom(...RINGS.places)), { maxLength: 9 }), (state, moves) => {
      const after = moves.reduce((now, [id, place]) => stepped(moved(now, RINGS, id, place), id, -1), state);
      expect(wordsOf(after)).toEqual(wordsOf(state));
      for (const [id, place] of moves.slice(-1)) expect(of(after, place).some((item) => item.id === id)).toBe(state.items.some((item) => item.id === id));
    }),
  );
});

test("a step changes places with the next of the same list, and back again", () => {
  const rows = [["a", "mine"], ["b", "ours"], ["c", "mine"]] as const;
  const state = rows.reduce((now, [id, place]) => added(now, RINGS, { id, place, words: id }), begun);
  const ids = (now: Lists): string => now.items.map(({ id }) => id).join("");
  expect(ids(stepped(state, "c", -1))).toBe("cba");
  expect(stepped(stepped(state, "c", -1), "c", 1)).toEqual(state);
  expect(stepped(state, "b", 1)).toBe(state);
});

test("the sums of the two sides are the sum of all, and each item weighs from one to five", () => {
  fc.assert(
    fc.property(lists(FORCES), (state) => {
      const strengths = state.items.map(({ strength }) => strength);
      expect(sum(state, "for") + sum(state, "against")).toBe(strengths.reduce((all, one) => all + one, 0));
      expect(strengths.every((one) => Number.isInteger(one) && one >= 1 && one <= 5)).toBe(true);
    }),
  );
});

test("what phones say counts once, in whatever order and however often it comes", () => {
  const word = fc.record({ id: fc.uuid(), text: fc.string({ minLength: 1 }).filter((text) => Boolean(text.trim())), place: fc.constantFrom(...RINGS.places) });
  fc.assert(
    fc.property(fc.uniqueArray(word, { selector: ({ id }) => id, maxLength: 8 }), fc.infiniteStream(fc.nat()), (sent, dice) => {
      const all = sent.map(({ id, text, place }) => said(id, text, { place }));
      const shuffled = [...all, ...all].map((one) => [dice.next().value as number, one] as const).sort(([one], [other]) => one - other);
      const once = all.reduce((state, one) => take(state, RINGS, one), begun);
      const twice = shuffled.reduce((state, [, one]) => take(state, RINGS, one), begun);
      expect(wordsOf(twice)).toEqual(wordsOf(once));
      expect(once.items).toHaveLength(sent.length);
    }),
  );
});

test("what two devices wrote at the same time is put together: each item of both, with the words of both, unless one took it away", () => {
  fc.assert(
    fc.property(lists(FORCES), lists(FORCES), (mine, other) => {
      const both = merged(mine, other);
      const ids = (state: Lists): string[] => state.items.map(({ id }) => id);
      const kept = [...new Set([...ids(mine), ...ids(other)])].filter((id) => ![...mine.gone, ...other.gone].includes(id));
      expect(ids(both).sort()).toEqual(kept.sort());
      for (const { id, words, next } of [...mine.items, ...other.items].filter((item) => kept.includes(item.id))) {
        expect(both.items.find((item) => item.id === id)?.words).toContain(words);
        expect(both.items.find((item) => item.id === id)?.next).toContain(next);
      }
      expect(read(JSON.parse(JSON.stringify(both)) as Json, FORCES)).toEqual(both);
      expect(merged(both, other)).toEqual(both);
      expect(merged(mine, mine)).toEqual(mine);
    }),
  );
});

test("what was taken away does not come back with a message that is sent again", () => {
  const message = said("a", "Kiire", { place: "ours" });
  const state = without(take(begun, RINGS, message), "a");
  expect(take(state, RINGS, message)).toBe(state);
});

test("words said to another document, and a message without words, add nothing", () => {
  expect(take(begun, RINGS, said("a", "Kiire", {}, "another"))).toBe(begun);
  expect(take(begun, RINGS, said("a", "  ", {}))).toBe(begun);
});

test("a message without a tag goes to the first list and weighs in the middle", () => {
  expect(take(begun, FORCES, said("a", " Kiire ", {})).items).toMatchObject([{ words: "Kiire", place: "for", strength: 3 }]);
  expect(take(begun, FORCES, said("a", "Kiire", { place: "against", strength: "5" })).items).toMatchObject([{ place: "against", strength: 5 }]);
});

test("what is not written as this writes is refused", () => {
  const state = added(begun, FORCES, { id: "a", words: "Kiire", place: "for" });
  const item = state.items[0];
  const wrong = [
    null,
    [],
    { ...state, more: 1 },
    { ...state, about: 1 },
    { ...state, gone: [1] },
    { ...state, items: [{ ...item, place: "mine" }] },
    { ...state, items: [{ ...item, strength: 0 }] },
    { ...state, items: [{ ...item, strength: 2.5 }] },
    { ...state, items: [{ ...item, words: null }] },
    { ...state, items: [item, item] },
  ];
  for (const value of wrong) expect(() => read(value as Json, FORCES)).toThrow("refused: form");
});
