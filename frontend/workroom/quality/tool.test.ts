import { describe, expect, test } from "vitest";
import { added, empty, reviewed, worded } from "./state";
import { quality } from "./tool";

const one = added(empty(), "a", { good: "Perhe saa vastauksen", known: "otos", least: "≥ 9/10", watches: "vuorovastaava", review: "2027-05-24" });
const looked = reviewed(one, "a", { on: "2026-11-24", level: "partly", word: "lomat" }, "2027-05-24");

describe("the wall's sheet", () => {
  test("holds each requirement in the group's order, and how it was last found to be", () => {
    const [requirements, last] = quality.sheet(added(looked, "b", { good: "Vuoro vaihtuu rauhassa" })).parts.map(({ table }) => table?.rows);
    expect(requirements?.map(([name]) => name)).toEqual(["1. Perhe saa vastauksen", "2. Vuoro vaihtuu rauhassa"]);
    expect(last?.map(([name, level, word]) => [name, level, word])).toEqual([["Perhe saa vastauksen", "It is met in part", "lomat"]]);
  });

  test("before the first one is empty rows to write in by hand", () => {
    const [form] = quality.sheet(empty()).parts;
    expect(form?.table?.rows.flat().join("")).toBe("");
    expect(form?.table?.rows.length).toBe(8);
  });
});

describe("given to the commissioner", () => {
  test("each requirement for itself, in its words, and not how it has been", () => {
    const [given, ...more] = quality.releasable?.(looked) ?? [];
    expect([given?.key, given?.kind, more]).toEqual(["a", "quality", []]);
    expect(JSON.stringify(given)).toContain("Perhe saa vastauksen");
    expect(JSON.stringify(given)).not.toContain("lomat");
  });

  test("what is not said yet leaves no empty row", () => {
    const [given] = quality.releasable?.(worded(one, "a", { known: "", least: "", review: "" })) ?? [];
    expect(given?.sheet.parts[0]?.table?.rows).toEqual([["Who watches (a role)", "vuorovastaava"]]);
  });
});

test("a search finds what was said of it and why", () => {
  expect(quality.words(looked)).toEqual(["Perhe saa vastauksen", "otos", "≥ 9/10", "vuorovastaava", "lomat"]);
});

test("phones are asked anew in each meeting", () => {
  expect([quality.ask?.(one)?.id, quality.ask?.(quality.anew?.(one) ?? one)?.id]).toEqual(["quality-1", "quality-2"]);
});
