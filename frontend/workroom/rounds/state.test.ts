import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Json } from "../../vault/core/bytes";
import { canonical } from "../../vault/core/bytes";
import { faultsOf, inWords, MOST_STEPS, ROLES, said } from "./script";
import { scriptsOfOurs } from "./scripts/all";
import { broughtIn, copied, dropped, empty, read, type Rounds, sized, started, stepAdded, stepDropped, stepMoved, stepPlayed, stepTimed, stepWorded, worded } from "./state";

const written = (): Rounds => {
  let state = worded(started(empty(), "own"), "own", "title", "fi", "Aamukierros");
  state = stepWorded(state, "own", "step-1", "name", "fi", "Kerrotaan");
  state = stepWorded(state, "own", "step-1", "prompt", "fi", "Kerro.");
  return stepPlayed(state, "own", "step-1", "giver", "speaks");
};
const only = (state: Rounds) => {
  const [script] = state.scripts;
  if (!script) throw new Error("no script");
  return script;
};

test("a script is written step by step, and can be run once nothing is missing", () => {
  expect(faultsOf(only(started(empty(), "own"))).map(({ what, at }) => at ?? what)).toEqual(["title", "nobody", "name", "prompt"]);
  expect(faultsOf(only(written()))).toEqual([]);
});

test("an unfinished one is kept all the same", () => {
  const state = started(empty(), "own");
  expect(read(JSON.parse(JSON.stringify(state)) as Json)).toEqual(state);
});

describe("steps", () => {
  const three = stepAdded(stepAdded(written(), "own"), "own");
  const ids = (state: Rounds): string[] => only(state).steps.map(({ id }) => id);

  test("are added, moved and taken away; a new one never has the name of another", () => {
    expect(ids(three)).toEqual(["step-1", "step-2", "step-3"]);
    expect(ids(stepMoved(three, "own", "step-3", -1))).toEqual(["step-1", "step-3", "step-2"]);
    expect(ids(stepMoved(three, "own", "step-1", -1))).toEqual(ids(three));
    expect(ids(stepMoved(three, "own", "step-3", 1))).toEqual(ids(three));
    expect(ids(stepAdded(stepDropped(three, "own", "step-1"), "own"))).toEqual(["step-2", "step-3", "step-4"]);
  });

  test("are no more than a script may have", () => {
    const many = Array.from({ length: 30 }).reduce<Rounds>((state) => stepAdded(state, "own"), written());
    expect(only(many).steps).toHaveLength(MOST_STEPS);
  });

  test("give a role one part at a time", () => {
    const silent = stepPlayed(written(), "own", "step-1", "giver", "silent");
    expect(only(silent).steps[0]).toMatchObject({ speaks: [], silent: ["giver"] });
    expect(only(stepPlayed(silent, "own", "step-1", "giver", "")).steps[0]).toMatchObject({ speaks: [], silent: [] });
  });

  test("of another script are left alone", () => {
    const two = started(written(), "other");
    expect(stepTimed(two, "other", "step-1", 9).scripts[0]).toEqual(only(written()));
  });
});

test("a copy of ours is the group's own, in the language in which it was read, and leaves ours as it is", () => {
  const [ours] = scriptsOfOurs();
  if (!ours) throw new Error("no script");
  const state = copied(empty(), ours, "own", "fi");
  expect(faultsOf(only(state))).toEqual([]);
  expect(inWords(only(state), (text) => said(text, "fi"))).toEqual({ ...ours, id: "own" });
  const changed = sized(state, "own", [2, 3]);
  expect([only(changed).sizes, scriptsOfOurs()[0]?.sizes]).toEqual([[2, 3], [4, 8]]);
});

test("a file that is brought in twice is there twice, and takes no other's place", () => {
  const twice = broughtIn(broughtIn(written(), only(written()), "first"), only(written()), "second");
  expect(twice.scripts.map(({ id, title }) => [id, title.fi])).toEqual([
    ["own", "Aamukierros"],
    ["first", "Aamukierros"],
    ["second", "Aamukierros"],
  ]);
  expect(dropped(twice, "own").scripts.map(({ id }) => id)).toEqual(["first", "second"]);
});

test.each<[string, Json]>([
  ["nothing", null],
  ["a list", []],
  ["more than scripts", { scripts: [], run: { step: 2 } }],
  ["a script without steps", { scripts: [{ id: "own" }] }],
  ["a step that may be written down", { scripts: [{ ...only(written()), steps: [{ ...only(written()).steps[0], may_record: true }] }] } as unknown as Json],
  ["a role that is none", { scripts: [{ ...only(written()), steps: [{ ...only(written()).steps[0], speaks: ["client"] }] }] } as unknown as Json],
  ["words that are none", { scripts: [{ ...only(written()), title: "Aamukierros" }] } as unknown as Json],
  ["sizes that are none", { scripts: [{ ...only(written()), sizes: [1] }] } as unknown as Json],
])("%s is refused", (_, value) => {
  expect(() => read(value)).toThrow("refused: form");
});

test("whatever is written, it is read again as it was", () => {
  const act = fc.oneof(
    fc.tuple(fc.constantFrom("title" as const, "about" as const, "source" as const), fc.string()).map(([field, words]) => (state: Rounds) => worded(state, "own", field, "sv", words)),
    fc.string().map((words) => (state: Rounds) => stepWorded(state, "own", "step-1", "prompt", "fi", words)),
    fc.integer({ min: 0, max: 200 }).map((minutes) => (state: Rounds) => stepTimed(state, "own", "step-1", minutes)),
    fc.tuple(fc.constantFrom(...ROLES), fc.constantFrom("speaks" as const, "silent" as const, "" as const)).map(([role, part]) => (state: Rounds) => stepPlayed(state, "own", "step-1", role, part)),
    fc.constant((state: Rounds) => stepAdded(state, "own")),
    fc.constant((state: Rounds) => stepMoved(state, "own", "step-2", -1)),
    fc.constant((state: Rounds) => stepDropped(state, "own", "step-2")),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const state = acts.reduce((at, one) => one(at), written());
      expect(read(JSON.parse(canonical(state)) as Json)).toEqual(state);
      for (const { speaks, silent } of only(state).steps) expect(speaks.filter((role) => silent.includes(role))).toEqual([]);
    }),
  );
});
