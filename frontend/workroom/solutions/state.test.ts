import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import type { Said } from "../ask";
import { found, SHOWN } from "./finding";
import { came, changed, empty, merged, OUTCOMES, read, reworded, type Solutions, take, withOption, without, withProblem } from "./state";

const said = (id: string, ask: string, text: string): Said => ({ id, ask, from: "phone", name: "", text });

const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
const act: fc.Arbitrary<(state: Solutions) => Solutions> = fc.oneof(
  fc.tuple(id, fc.string()).map(([one, words]) => (state: Solutions) => withProblem(state, one, words)),
  fc.tuple(id, id, fc.string()).map(([problem, one, words]) => (state: Solutions) => withOption(state, problem, one, words)),
  fc.tuple(id, fc.string()).map(([one, words]) => (state: Solutions) => reworded(state, one, words)),
  fc.tuple(id, fc.constantFrom(...OUTCOMES)).map(([one, outcome]) => (state: Solutions) => came(state, one, outcome, "2026-11-24")),
  fc.tuple(id, fc.string()).map(([one, learnt]) => (state: Solutions) => changed(state, one, { learnt })),
  id.map((one) => (state: Solutions) => without(state, one)),
  fc.tuple(id, id, fc.string()).map(([one, ask, text]) => (state: Solutions) => take(state, said(one, ask, text))),
);
const boards = fc.array(act, { maxLength: 25 }).map((done) => done.reduce((state, one) => one(state), empty()));

const options = (state: Solutions) => state.problems.flatMap((problem) => problem.options);

const mornings = [
  (state: Solutions) => withProblem(state, "p", "Aamuisin puuttuu kaksi"),
  (state: Solutions) => withOption(state, "p", "one", "Rinki sijaisista"),
  (state: Solutions) => withOption(state, "p", "two", "Johtaja soittaa"),
  (state: Solutions) => withProblem(state, "q", "Palaveri venyy"),
  (state: Solutions) => withOption(state, "q", "three", "Asialista edellisenä päivänä"),
  (state: Solutions) => came(state, "one", "worked", "2026-11-24"),
  (state: Solutions) => changed(state, "one", { learnt: "Rinkiin tarvitaan kolme" }),
  (state: Solutions) => came(state, "two", "not", "2026-11-24"),
].reduce((state, one) => one(state), empty());

test("whatever is done to it, a board is read back as it was written", () => {
  fc.assert(
    fc.property(boards, (state) => {
      expect(read(JSON.parse(JSON.stringify(state)) as Json)).toEqual(state);
    }),
  );
});

test("what phones say counts once, in whatever order, and not after it was taken away", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 8 }), fc.nat(), (ids, turn) => {
      const begun = withProblem(empty(), "p", "Palaveri venyy");
      const sent = ids.map((one) => said(one, "p", `tapa ${one}`));
      const again = [...sent.slice(turn % (sent.length + 1)), ...sent].reduce(take, begun);
      expect(options(again).map((option) => option.id).sort()).toEqual([...ids].sort());
      const removed = ids.reduce(without, again);
      expect(sent.reduce(take, removed)).toEqual(removed);
    }),
  );
});

test("what two devices wrote at the same time is put together, with no word of either lost", () => {
  const [mine, other] = [changed(mornings, "two", { learnt: "Hän on matkalla" }), withOption(came(mornings, "three", "tried", "2026-11-25"), "q", "four", "Kello pöydälle")];
  const both = merged(mine, other);
  expect(options(both).map((option) => [option.id, option.outcome])).toEqual([["three", "tried"], ["four", "idea"], ["one", "worked"], ["two", "not"]]);
  expect(options(both).find((option) => option.id === "two")?.learnt).toBe("Hän on matkalla");
  fc.assert(
    fc.property(boards, boards, (one, another) => {
      const state = merged(one, another);
      const gone = [...one.gone, ...another.gone];
      for (const problem of [...one.problems, ...another.problems].filter((found) => !gone.includes(found.id))) {
        expect(state.problems.find((found) => found.id === problem.id)?.words).toContain(problem.words);
      }
      expect(merged(state, another)).toEqual(state);
      expect(merged(one, one)).toEqual(one);
    }),
  );
});

test("words for a problem that is no longer there are let go", () => {
  const state = without(mornings, "p");
  expect(take(state, said("x", "p", "Vielä yksi"))).toEqual(state);
  expect(state.problems.map(({ id: one }) => one)).toEqual(["q"]);
  expect(state.gone).toEqual(["p", "one", "two"]);
});

test("changing one option leaves every other word as it was", () => {
  fc.assert(
    fc.property(boards, id, fc.constantFrom(...OUTCOMES), (state, one, outcome) => {
      const after = came(state, one, outcome, "2026-11-25");
      const rest = (now: Solutions) => options(now).filter((option) => option.id !== one);
      expect(rest(after)).toEqual(rest(state));
      expect(options(after).map(({ words, learnt }) => [words, learnt])).toEqual(options(state).map(({ words, learnt }) => [words, learnt]));
    }),
  );
});

test("what worked is found over all problems, and by what was learnt", () => {
  expect([...found(mornings, "", "works")]).toEqual(["p", "one"]);
  expect([...found(mornings, "RINKI kolme", "all")]).toEqual(["p", "one"]);
  expect([...found(mornings, "aamuisin johtaja", "all")]).toEqual(["p", "two"]);
  expect([...found(mornings, "asialista", "not")]).toEqual([]);
  expect(found(mornings, "", "all").size).toBe(5);
});

test("a search shows nothing that is not on the board, and each outcome under one heading beside all", () => {
  fc.assert(
    fc.property(boards, fc.string(), fc.constantFrom(...Object.keys(SHOWN)), (state, sought, shown) => {
      const known = new Set(state.problems.flatMap((problem) => [problem.id, ...problem.options.map((option) => option.id)]));
      for (const one of found(state, sought, shown)) expect(known.has(one)).toBe(true);
      const counted = ["works", "tried", "not", "idea"].map((kind) => options(state).filter((option) => found(state, "", kind).has(option.id)).length);
      expect(counted.reduce((all, one) => all + one, 0)).toBe(options(state).length);
    }),
  );
});

test("what is not written as this writes is refused", () => {
  const [problem] = mornings.problems;
  const wrong = [
    null,
    { ...mornings, more: 1 },
    { ...mornings, asked: null },
    { ...mornings, gone: {} },
    { ...mornings, problems: [{ ...problem, options: {} }] },
    { ...mornings, problems: [problem, problem] },
    { ...mornings, problems: [{ id: "p", words: "x", options: [{ id: "o", words: "x" }] }] },
    { ...mornings, problems: mornings.problems.map((one) => ({ ...one, options: one.options.map((option) => ({ ...option, outcome: "great" })) })) },
  ];
  for (const value of wrong) expect(() => read(value as Json)).toThrow("refused: form");
});
