import { describe, expect, test } from "vitest";

import { speakOn } from "../../vault/app/words";
import { empty, saidHere, viewAdded, viewNamed, VIEWS } from "./state";
import { labelOf, questionOf } from "./views";
import { sector, wordsOf } from "./wheel";

speakOn("en", {});
const heard = (...views: string[]) => views.reduce((state, view) => saidHere(state, { id: view, view, text: "So.", name: "" }), empty());

describe("the wheel in words", () => {
  test("says which views are missing, by name", () => {
    expect(wordsOf(heard("client", "me", "colleague", "manager", "profession"))).toBe("5 views have been heard. Still missing: the organisation, society and the future.");
    expect(wordsOf(heard("client"))).toMatch(/^One view has been heard\. Still missing: me,/);
  });

  test("says when nobody has spoken, when all have, and when there are none", () => {
    expect(wordsOf(empty())).toMatch(/^Nobody has spoken yet/);
    expect(wordsOf(heard(...VIEWS))).toBe("Every view has been heard.");
    expect(wordsOf({ ...empty(), views: [] })).toBe("There are no views yet.");
  });
});

test("a sector begins and ends on the rim, and the whole wheel is two of them", () => {
  expect(sector(0, 0.25)).toBe("M100 70L100 6A94 94 0 0 1 194 100L130 100A30 30 0 0 0 100 70Z");
  expect(sector(0, 0.75)).toContain("A94 94 0 1 1 6 100");
  expect(sector(0, 1).match(/Z/g)).toHaveLength(2);
});

describe("questions", () => {
  test("are two for each view, and no two the same", () => {
    const { views } = empty();
    const all = VIEWS.flatMap((view) => [0, 1].map((number) => questionOf({ view, number }, views)));
    expect(new Set(all).size).toBe(16);
  });

  test("fit a view that the group named or added itself", () => {
    const { views } = viewNamed(viewNamed(viewAdded(empty(), "own"), "own", "A parent"), "client", "A resident");
    expect(questionOf({ view: "own", number: 0 }, views)).toBe("A parent: what would be said from there first?");
    expect(questionOf({ view: "client", number: 1 }, views)).toBe("A resident: what would not be said aloud from there?");
  });
});

test("a view is called as the group calls it, or as the house does", () => {
  expect([labelOf({ id: "me", label: " " }), labelOf({ id: "me", label: " The carer " }), labelOf({ id: "x", label: "" })]).toEqual(["Me", "The carer", "Our own view"]);
});
