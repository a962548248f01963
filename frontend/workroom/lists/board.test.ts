import fc from "fast-check";
import { expect, test } from "vitest";
import { agreement } from "../agreement/tool";
import { proposed, written } from "../agreement/state";
import { forces } from "../forces/tool";
import { influence } from "../influence/tool";
import { solutions } from "../solutions/tool";
import { came, changed, withOption, withProblem } from "../solutions/state";
import { strain } from "../strain/tool";
import { added, changed as reworded, type Lists } from "./state";

const FORCES = { places: ["for", "against"], weighs: true };

const palaver = [
  (state: Lists) => added(state, FORCES, { id: "a", words: "Kaikki ovat väsyneet venymiseen", place: "for", strength: 4 }),
  (state: Lists) => added(state, FORCES, { id: "b", words: "Lista jää viime hetkeen", place: "against", strength: 5 }),
  (state: Lists) => reworded(state, "b", { next: "Lista avataan perjantaina" }),
].reduce((state, act) => act(state), { ...forces.empty(), about: "Palaveri alkaa asialistasta." });

test("what phones are asked stays the same question while a board grows, and another board asks another", () => {
  expect(forces.ask?.(palaver)?.id).toBe(forces.ask?.({ ...palaver, items: [] })?.id);
  expect(forces.ask?.(palaver)?.id).not.toBe(forces.ask?.(forces.empty())?.id);
  expect(forces.ask?.(palaver)).toMatchObject({ form: "words", hidden: false, lines: ["Palaveri alkaa asialistasta."] });
});

test("each list is offered as a tag, and strength only where a board weighs", () => {
  const tagsOf = (tool: typeof influence): string[][] => {
    const ask = tool.ask?.(tool.empty());
    return ask?.form === "words" ? ask.tags.map(({ choices }) => choices.map(({ id }) => id)) : [];
  };
  expect(tagsOf(influence)).toEqual([["mine", "ours", "others", "fixed"]]);
  expect(tagsOf(forces)).toEqual([["for", "against"], ["1", "2", "3", "4", "5"]]);
  expect(tagsOf(strain)).toEqual([["strain", "resource"]]);
});

test("paper says the change, the sums in words, and each thing with its strength and next step, with rows for a pen", () => {
  const { parts } = forces.sheet(palaver);
  expect(parts.slice(0, 2).map(({ text }) => text)).toEqual([
    "Palaveri alkaa asialistasta.",
    "1 thing carries the change forward, 4 in all; 1 thing holds it back, 5 in all. What holds it back weighs more now.",
  ]);
  expect(parts.at(-1)?.table?.rows).toEqual([["Lista jää viime hetkeen", "5", "Lista avataan perjantaina"], ["", "", ""], ["", "", ""], ["", "", ""]]);
});

test("a table on paper has as many cells in each row as it has headings", () => {
  const sheets = [influence.sheet(influence.empty()), forces.sheet(palaver), strain.sheet(strain.empty()), solutions.sheet(withProblem(solutions.empty(), "p", "Kiire")), agreement.sheet(agreement.empty())];
  for (const table of sheets.flatMap(({ parts }) => parts.flatMap((part) => part.table ?? []))) {
    expect(table.rows.every((row) => row.length === table.head.length)).toBe(true);
  }
});

test("a search finds every word of a board", () => {
  expect(forces.words(palaver)).toEqual(["Palaveri alkaa asialistasta.", "Kaikki ovat väsyneet venymiseen", "Lista jää viime hetkeen", "Lista avataan perjantaina"]);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zåäö]{3,12}$/), (word) => {
      const board = changed(came(withOption(withProblem(solutions.empty(), "p", "Kiire"), "p", "o", "Rinki"), "o", "worked", "2026-11-24"), "o", { learnt: word });
      expect(solutions.words(board).join("\n")).toContain(word);
      expect(agreement.words(written(agreement.empty(), "chafes", word)).join("\n")).toContain(word);
    }),
  );
});

test("phones are asked of the problem that was chosen, and of no other", () => {
  const board = withProblem(solutions.empty(), "p", "Kiire");
  expect(solutions.ask?.(board)).toBeNull();
  expect(solutions.ask?.({ ...board, asked: "p" })).toMatchObject({ id: "p", lines: ["Kiire"] });
});

test("phones are asked to accept the words put forward, not the draft, and each way of working for itself", () => {
  const begun = agreement.empty();
  expect(agreement.ask?.(begun)).toBeNull();
  const one = proposed(written(begun, "methods", "Kortit\nPiirtäminen"), "2026-11-24");
  const ask = agreement.ask?.(written(one, "chafes", "Vielä kesken."));
  expect(ask).toMatchObject({ id: one.proposals[0]?.hash, form: "pick", ticks: true, most: 3 });
  expect(ask?.form === "pick" && ask.choices.map(({ id }) => id)).toEqual(["accept", "m0", "m1"]);
  expect(ask?.lines?.join("\n")).not.toContain("Vielä kesken.");
});

test("nothing of the boards and the agreement is given out of the room by itself", () => {
  for (const tool of [influence, forces, strain, solutions, agreement]) expect(tool.releasable).toBeUndefined();
});
