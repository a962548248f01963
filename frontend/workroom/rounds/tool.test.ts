import { afterEach, describe, expect, test } from "vitest";

import { speakOn } from "../../vault/app/words";
import { forget, here } from "./here";
import { begun, turned } from "./run";
import { rolesOf } from "./script";
import { scriptsOfOurs } from "./scripts/all";
import { empty, started, worded } from "./state";
import { rounds } from "./tool";
import { faultWords, rolesIn } from "./words";

speakOn("en", {});
afterEach(forget);

const script = scriptsOfOurs()[1];
if (!script) throw new Error("no script");
const begin = (): void => {
  const seats = [{ id: "1", name: "Henna", role: "giver" as const }];
  Object.assign(here, { run: begun(script, [7, 5, 23, 5, 5], seats, 0), ask: "round" });
};

describe("what phones see of a round", () => {
  test("nothing before it begins", () => {
    expect(rounds.ask?.(empty())).toBeNull();
  });

  test("the step, its question and what each role does; nobody's name", () => {
    begin();
    if (here.run) here.run = turned(turned(here.run, 1, 0), 1, 0);
    const ask = rounds.ask?.(empty());
    expect(ask).toMatchObject({ form: "look", id: "round", title: "3/5 The group imagines", hint: "Balint-like round" });
    expect(ask?.lines?.slice(1)).toEqual([
      "Case giver: in silence",
      "Moderator: has the floor",
      "Time keeper: own task",
      "Group: has the floor",
      "Observers: in silence",
    ]);
    expect(JSON.stringify(ask)).not.toContain("Henna");
  });
});

test("the card for paper has every step and role, and nobody's name", () => {
  begin();
  const state = empty();
  Object.assign(here, { script: script.id, state });
  const sheet = rounds.sheet(state);
  expect(rounds.sheet(empty())).toEqual({ title: "Our own scripts", parts: [{ text: "None yet." }] });
  expect(sheet.title).toBe("Balint-like round");
  const table = sheet.parts.find((part) => part.table)?.table;
  expect(table?.rows.map(([step, time]) => [step, time])).toEqual([
    ["1. Telling without papers", "7\u00a0min"],
    ["2. A few questions", "5\u00a0min"],
    ["3. The group imagines", "23\u00a0min"],
    ["4. The case giver returns", "5\u00a0min"],
    ["5. Closing", "5\u00a0min"],
  ]);
  expect(sheet.parts.find(({ heading }) => heading === "Roles")?.list).toHaveLength(5);
  expect(JSON.stringify(sheet)).not.toContain("Henna");
});

test("without a script at hand the paper has the group's own", () => {
  const state = worded(started(empty(), "own"), "own", "title", "en", "Morning round");
  expect(rounds.sheet(state).parts[0]).toEqual({ heading: "Morning round", text: "" });
  expect(rounds.words(state)).toContain("Morning round");
});

test("when the workroom is left, who was in the round is forgotten", () => {
  begin();
  rounds.left?.();
  expect(here).toMatchObject({ run: null, seats: null, agreed: false, script: "" });
});

test("all roles together are everybody, and none is nobody", () => {
  expect([rolesIn(rolesOf(script), script), rolesIn([], script), rolesIn(["giver", "moderator"], script)]).toEqual(["everybody", "nobody", "case giver and moderator"]);
});

test("a fault is said with its step, its field and its language", () => {
  expect(faultWords({ step: 3, what: "no-words", at: "prompt", language: "sv" })).toBe("Step 3: What is asked (in Swedish) is missing.");
  expect(faultWords({ step: null, what: "sizes", most: 40 })).toBe("The size of the group is two whole numbers, from and to, at most 40.");
  expect(faultWords({ step: 1, what: "speaks-and-silent", at: "giver" })).toBe("Step 1: Case giver cannot both speak and be silent.");
});
