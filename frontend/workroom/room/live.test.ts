import { expect, test } from "vitest";
import { type Live, readLive, readSent } from "./live";

const live: Live = {
  v: 1, session: "s", screen: "x", meeting: null, title: "Tiimi", minutes: 75, began: "2026-11-24T11:00Z", phase: "agenda",
  asked: [{ tool: "topics", thread: "topics", ask: { id: "a", title: "Mitä tuot?", form: "look" } }], threads: { a: { tool: "topics", thread: "topics" } }, revealed: [], heard: 0, ended: false,
};

test("what nobody wrote who leads is no meeting", () => expect(readLive(null)).toBeNull());

test("the meeting is read as it was written", () => expect(readLive(live as never)).toEqual(live));

test.each([
  ["a phase that is none", { ...live, phase: "party" }],
  ["a count below nothing", { ...live, heard: -1 }],
  ["asked that is none", { ...live, asked: [{}] }],
  ["no record", 1],
])("%s is refused", (_what, found) => expect(() => readLive(found as never)).toThrow("refused: form"));

const said = { id: "0d3c7f6e-2f35-4a0c-8a53-7f1f7f0f3f10", ask: "a", from: "f", name: "Oona", text: "aihe" };

test("what a phone sends is read as it was written", () => {
  expect(readSent({ v: 1, session: "s", said })).toEqual({ session: "s", said, nonce: null });
  expect(readSent({ v: 1, session: "s", said, nonce: "n" })).toEqual({ session: "s", said, nonce: "n" });
});

test.each([
  ["that it holds, said by itself", { ...said, holds: true }],
  ["something unknown", { ...said, more: 1 }],
  ["words too long", { ...said, text: "a".repeat(4001) }],
  ["an id that is none", { ...said, id: "" }],
  ["what binds to nothing", { ...said, bound: "sanat" }],
  ["picks that are none", { ...said, picks: [1] }],
  ["no question", { ...said, ask: undefined }],
])("%s is not taken", (_what, found) => expect(readSent({ v: 1, session: "s", said: found as never })).toBeNull());
