import { expect, test } from "vitest";
import * as map from "./state";
import type { Interfaces } from "./state";
import { ask, interfaces, take } from "./tool";

const two: Interfaces = [{ id: "n", name: "Hoitaja" }, { id: "t", name: "Opettaja" }].reduce(map.addProfession, map.empty());
const said = { id: "s", ask: ask(two).id, from: "f", name: "Oona", text: "tieto siirroista", tags: { who: "n", whom: "t" } };

test("phones say who needs what from whom, once", () => {
  const once = take(two, said);
  expect(once.needs).toEqual([{ id: "s", who: "n", whom: "t", what: "tieto siirroista", when: "", form: "", answer: "open", word: "" }]);
  expect(take(once, said)).toEqual(once);
  expect(take(two, { ...said, ask: "another" })).toEqual(two);
  expect(take(two, { ...said, text: " " })).toEqual(two);
});

test("between whom is asked when there are two or more", () => {
  expect(ask(map.empty())).toMatchObject({ form: "words", hidden: false, tags: [] });
  const { tags } = ask(two) as { tags: { id: string; choices: { id: string }[] }[] };
  expect(tags.map(({ id, choices }) => [id, choices.map((one) => one.id)])).toEqual([["who", ["n", "t"]], ["whom", ["n", "t"]]]);
});

test("paper says the needs, what goes from each to each and what is missing", () => {
  const state = map.changeNeed(take(two, said), "s", { when: "perjantaisin" });
  expect(interfaces.sheet(state).parts).toEqual([
    { table: { head: ["Who needs", "From whom", "What", "When it is needed", "In which form", "What was answered"], rows: [["Hoitaja", "Opettaja", "tieto siirroista", "perjantaisin", "", "Not answered yet"]] } },
    { heading: "From whom to whom", text: "Rows give, columns need.", table: { head: ["Gives", "Hoitaja", "Opettaja"], rows: [["Hoitaja", "", "–"], ["Opettaja", "tieto siirroista", ""]] } },
    {
      heading: "What is missing",
      list: [
        "1 need has no answer yet.",
        "tieto siirroista: not said: in which form",
        "Opettaja gives to Hoitaja; nothing is said of the other way. Is it so, or has nobody asked?",
      ],
    },
  ]);
});

test("before anything is written, paper is an empty table for a pen", () => {
  const { parts } = interfaces.sheet(map.empty());
  expect(parts).toHaveLength(1);
  expect(parts[0]?.table?.rows.flat().join("")).toBe("");
});

test("everything that was written is found", () => {
  const state = map.changeNeed(take(two, said), "s", { form: "viesti", word: "kokeillaan" });
  expect(interfaces.words(state)).toEqual(["Hoitaja", "Opettaja", "tieto siirroista", "viesti", "kokeillaan"]);
});
