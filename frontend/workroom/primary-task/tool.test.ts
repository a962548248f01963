import { describe, expect, test } from "vitest";
import { agree, empty, take, withDraft } from "./state";
import { primaryTask } from "./tool";

const spoken = take(empty(), { id: "a", ask: "primary-task-1", from: "", name: "Oona", text: "Lapsi oppii." });
const agreed = agree(withDraft(agree(withDraft(spoken, "Lapsi oppii."), "2026-10-27"), "Lapsi oppii turvassa."), "2026-11-24");
const said = (sheet: unknown): string => JSON.stringify(sheet);

describe("on paper", () => {
  test("what was agreed last stands largest, earlier wordings and everybody's own below it", () => {
    const { parts } = primaryTask.sheet(agreed);
    expect(parts.map(({ heading }) => heading)).toEqual(["Lapsi oppii turvassa.", "Everybody's own sentence", "Earlier wordings"]);
  });

  test("whose a sentence is does not hang on the wall", () => {
    expect(said(primaryTask.sheet(agreed))).not.toContain("Oona");
  });

  test("a draft is called a draft until it is agreed", () => {
    expect(primaryTask.sheet(withDraft(agreed, "Vielä kesken")).parts.find(({ heading }) => heading === "Draft")?.text).toBe("Vielä kesken");
    expect(said(primaryTask.sheet(agreed))).not.toContain("Draft");
  });

  test("before the first sentence it is a form to write in by hand", () => {
    expect(primaryTask.sheet(empty()).parts.at(-1)?.table?.rows).toEqual(Array.from({ length: 8 }, () => [""]));
  });
});

test("only what was agreed can be given to the commissioner, under a key that lasts", () => {
  expect(primaryTask.releasable?.(spoken)).toEqual([]);
  expect(primaryTask.releasable?.(agreed)).toEqual([{ key: "primary-task", kind: "primary_task", sheet: { title: "Primary task", parts: [{ text: "Lapsi oppii turvassa." }] } }]);
});

test("phones write hidden, each time to another question", () => {
  const [first, second] = [primaryTask.ask?.(agreed), primaryTask.ask?.(primaryTask.anew?.(agreed) ?? agreed)];
  expect([first?.form === "words" && first.hidden, first?.id, second?.id]).toEqual([true, "primary-task-1", "primary-task-2"]);
});

test("a search finds what was agreed, drafted and said", () => {
  expect(primaryTask.words(withDraft(agreed, "luonnos"))).toEqual(["Lapsi oppii.", "Lapsi oppii turvassa.", "luonnos", "Lapsi oppii."]);
});
