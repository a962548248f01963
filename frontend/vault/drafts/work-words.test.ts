import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../core/bytes";
import { bodyOf, emptyNote, noteOf } from "./note";
import { saidIn, stateIn, treeOf, wordsIn } from "./work-words";

const ID = "3f0e7a52-8d1c-4a57-9d0e-0c2f6a1b9d11";
const STATE = { v: 1, step: "bring", question: ID, topics: [{ id: ID, text: "Yövuoron raja", minutes: 10, votes: 0, group: "", done: true, name: "" }], gone: [] };
const noted = (rest: { [key: string]: Json }) => bodyOf({ ...emptyNote(), title: "Aiheet", rest });

test("every word of a tool's document is found, and no id", () => {
  const state = stateIn(noteOf(noted({ work: { v: 1, tool: "topics", state: STATE } })).rest);
  expect(wordsIn(state ?? null)).toEqual(["bring", "Yövuoron raja"]);
  expect(stateIn(noteOf(noted({})).rest)).toBeUndefined();
});

test("what is read without the tool says everything in its order, without ids and what is empty", () => {
  expect(treeOf(STATE)).toEqual([
    {
      name: "", text: "", below: [
        { name: "step", text: "bring", below: [] },
        { name: "topics", text: "", below: [
          { name: "", text: "", below: [
            { name: "text", text: "Yövuoron raja", below: [] }, { name: "minutes", text: "10", below: [] }, { name: "done", text: "true", below: [] },
          ] },
        ] },
      ],
    },
  ]);
  expect([null, "", " ", [], {}, { a: [{}] }, 0, false].map((value) => treeOf(value))).toEqual(Array(8).fill([]));
});

test("nothing that somebody wrote is left out of either, wherever it stands", () => {
  const said = fc.string({ minLength: 1 }).map((text) => `said ${text}`);
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, said, fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(fc.constantFrom("a", "b", "id"), tie("value"))),
  }));
  const strings = (one: Json): string[] => (typeof one === "string" ? [one] : Object.values(one as object).flatMap(strings));
  const leaves = (branches: ReturnType<typeof treeOf>): string[] => branches.flatMap(({ text, below }) => (text ? [text] : leaves(below)));
  fc.assert(
    fc.property(value, (one) => {
      expect(wordsIn(one)).toEqual(strings(one));
      expect(leaves(treeOf(one))).toEqual(strings(one));
    }),
  );
});

test("what people wrote is read first, without names of parts, choices and figures", () => {
  const tree = treeOf({ step: "bring", most: 3, topics: [{ text: "Yövuoron raja", name: "Oona", holds: true }, { text: "Palaute jää" }] });
  const leaf = (text: string) => ({ name: "", text, below: [] });
  expect(saidIn(tree)).toEqual([{ name: "", text: "", below: [{ name: "", text: "", below: [leaf("Yövuoron raja"), leaf("Oona")] }, leaf("Palaute jää")] }]);
  expect(saidIn(treeOf({ step: "bring", most: 3 }))).toEqual([]);
});
