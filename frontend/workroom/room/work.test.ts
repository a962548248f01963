import { expect, test } from "vitest";
import { bodyOf, noteOf } from "../../vault/drafts/note";
import { noteFrom, type Work, workOf } from "./work";

const work: Work = {
  tool: "roles", thread: "roles", meeting: "m", on: "2026-11-24", turn: 3, state: { rows: [1, "ä"] }, taken: ["p"],
  waiting: [{ id: "1", ask: "a", from: "f", name: "", bound: "b", kept: "" }],
};

test("what is kept is read as it was", () => {
  expect(workOf(noteOf(bodyOf(noteFrom(work, "Roolikartta", []))))).toEqual(work);
});

test.each([
  ["no work", {}],
  ["another form", { ...work, v: 2 }],
  ["an unknown tool", { v: 1, ...work, tool: "spy" }],
  ["a day that is none", { v: 1, ...work, on: "24.11." }],
  ["no place among the versions", { v: 1, ...work, turn: "3" }],
  ["no state", { v: 1, ...work, state: undefined }],
  ["waiting that is none", { v: 1, ...work, waiting: [{ id: 1 }] }],
  ["taken that is none", { v: 1, ...work, taken: [1] }],
])("%s is refused", (_what, found) => {
  expect(() => workOf({ title: "", text: "", tags: [], files: [], rest: { work: found as never } })).toThrow("refused: form");
});
