import { expect, test } from "vitest";
import { add, asking, begin, byVotes, closed, countHands, empty, giveMinutes, group, leave, merge, take, type Topics } from "./state";
import { ask, sheet, topics } from "./tool";
import { leftInWords } from "./turn";

const brought = (): Topics => {
  const first = add(empty(), { id: "a", text: "Sijaisen kutsuminen", name: "Samuli", tags: { kind: "question", about: "role", looks: "demands" } });
  return add(add(first, { id: "b", text: "Palaute" }), { id: "c", text: "Palaverirunko", name: "Ilkka" });
};

test("phones are asked nothing before somebody asks them", () => {
  expect(ask(brought())).toBeNull();
  expect(ask(begin(brought(), "a"))).toBeNull();
});

test("what phones bring is hidden, under three groups of tags", () => {
  const asked = ask(asking(brought(), "bring", "q"));
  expect(asked).toMatchObject({ id: "q", form: "words", hidden: true, tags: [{ id: "kind" }, { id: "about" }, { id: "looks" }] });
  expect(JSON.stringify(asked)).not.toMatch(/Sijaisen|Samuli/);
});

test("a vote is on what is open and stands for itself, without names", () => {
  const state = asking(leave(begin(merge(add(brought(), { id: "d", text: "Neljäs" }), ["b", "d"]), "c"), true), "vote", "v");
  expect(ask(state)).toMatchObject({ id: "v", form: "pick", most: 3, choices: [{ id: "a", words: "Sijaisen kutsuminen", note: "a question" }, { id: "b", words: "Palaute" }] });
  expect(JSON.stringify(ask(state))).not.toMatch(/Samuli/);
});

test("after the vote phones see the order, and then what is talked of; each is another question than the vote was", () => {
  const state = byVotes(closed(take(asking(brought(), "vote", "v"), { id: "1", ask: "v", from: "p", name: "", picks: ["c"] })));
  expect(ask(state)).toMatchObject({ id: "v.look", form: "look", lines: ["1. Palaverirunko", "2. Sijaisen kutsuminen", "3. Palaute"] });
  expect(ask(begin(state, "b"))).toMatchObject({ form: "look", lines: ["Palaute"] });
});

test("the sheet says each topic with what it is, whose, and its figures; what was merged stands with it", () => {
  const state = countHands(giveMinutes(leave(begin(merge(brought(), ["a", "c"]), "b"), true), "a", 25), "c", 2);
  expect(sheet(state).parts).toEqual([
    { table: { head: ["Number", "Topic", "What kind", "Whose topic", "Votes", "Minutes"], rows: [["1", "Sijaisen kutsuminen / Palaverirunko", "a question · my own role · demands of work", "Samuli", "2", "25"]] } },
    { heading: "Dealt with", list: ["Palaute"] },
  ]);
});

test("an empty sheet is one to write on: the questions, and rows for a pen", () => {
  const [part] = sheet(empty()).parts;
  expect(part?.text).toContain("This is: a question – an experience – a feeling");
  expect(part?.table?.rows.every((row) => row.length === part.table?.head.length && row.slice(1).every((cell) => cell === ""))).toBe(true);
});

test("a search finds topics and their headings, also what was merged and dealt with, and no names", () => {
  expect(topics.words(leave(begin(group(merge(brought(), ["a", "c"]), ["b"], "Arki"), "a"), true)).sort()).toEqual(["Arki", "Palaute", "Palaverirunko", "Sijaisen kutsuminen"]);
});

test.each([
  [600_000, "about 10 minutes left"],
  [60_001, "about 2 minutes left"],
  [60_000, "about a minute left"],
  [30_000, "about half a minute left"],
  [0, "The time is full, go on in peace"],
  [-600_000, "The time is full, go on in peace"],
])("the clock of a turn, %i ms before its end, says “%s”", (left, words) => {
  expect(leftInWords(1_000_000 + left, 1_000_000)).toBe(words);
});
