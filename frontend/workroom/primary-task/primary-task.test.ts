import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import type { Said } from "../ask";
import { distanceOf, stepOf } from "./distance";
import { agree, anew, empty, merged, type PrimaryTask, questionOf, read, take, withDraft } from "./state";
import { inCommon, marked, rootOf } from "./words-in-common";

const said = (id: string, text: string, more: Partial<Said> = {}): Said => ({ id, ask: "primary-task-1", from: "phone", name: "", text, ...more });
const sentences = (...texts: string[]): PrimaryTask => texts.reduce((state, text, i) => take(state, said(String(i), text)), empty());

describe("sentences", () => {
  const spoken = fc.uniqueArray(fc.record({ id: fc.uuid(), text: fc.string(), name: fc.string(), round: fc.constantFrom(1, 2) }), { selector: ({ id }) => id, maxLength: 12 });

  test("in whatever order and however often they come, they make the same state", () => {
    fc.assert(
      fc.property(spoken, fc.infiniteStream(fc.nat()), (all, chance) => {
        const given = all.map(({ id, text, name, round }) => said(id, text, { name, ask: `primary-task-${round}` }));
        const shuffled = [...given, ...given].map((one) => [chance.next().value, one] as const).sort(([one], [other]) => one - other).map(([, one]) => one);
        expect(shuffled.reduce(take, empty())).toEqual(given.reduce(take, empty()));
      }),
    );
  });

  test("what was asked another time, or says nothing, is not taken in", () => {
    const state = sentences("Yksi");
    expect([said("a", "Vanha", { ask: "primary-task-0" }), said("b", "  "), { id: "c", ask: "primary-task-1", from: "", name: "", bound: "…" }].reduce(take, state)).toEqual(state);
  });

  test("a sentence that is another than its writer was bound to says so", () => {
    expect(take(empty(), said("a", "Toinen", { holds: false })).sentences.map(({ holds }) => holds)).toEqual([false]);
  });
});

describe("the draft and what is agreed", () => {
  test("sentences are merged by hand into a draft, and agreed as one", () => {
    const state = agree(merged(merged(sentences("Lapsi oppii.", "Lapsi voi hyvin."), "0"), "1"), "2026-11-24");
    expect(state.agreed).toEqual([{ text: "Lapsi oppii. Lapsi voi hyvin.", on: "2026-11-24" }]);
  });

  test("each agreed wording is kept, and the same one twice is one", () => {
    const wordings = fc.array(fc.string(), { maxLength: 8 });
    fc.assert(
      fc.property(wordings, (texts) => {
        const state = texts.reduce((now, text) => agree(agree(withDraft(now, text), "2026-11-24"), "2026-11-25"), empty());
        const clean = texts.map((text) => text.trim().replace(/\s+/g, " ")).filter(Boolean);
        expect(state.agreed.map(({ text }) => text)).toEqual(clean.filter((text, i) => text !== clean[i - 1]));
      }),
    );
  });

  test("asking anew keeps what was agreed and the draft, and takes no sentence of last time", () => {
    const before = agree(merged(sentences("Lapsi oppii."), "0"), "2026-11-24");
    const state = anew(before);
    expect([state.sentences, state.agreed, state.draft]).toEqual([[], before.agreed, before.draft]);
    expect(questionOf(state)).not.toBe(questionOf(before));
    expect(take(state, said("9", "Myöhässä"))).toEqual(state);
  });

  test("merging a sentence that is not there changes nothing", () => {
    expect(merged(sentences("Yksi"), "9")).toEqual(sentences("Yksi"));
  });
});

describe("reading it again", () => {
  test("what was written is read as it was", () => {
    const state = fc.record({
      v: fc.constant(1 as const),
      round: fc.integer({ min: 1, max: 99 }),
      sentences: fc.array(fc.record({ id: fc.uuid(), name: fc.string(), text: fc.string(), holds: fc.boolean() })),
      draft: fc.string(),
      agreed: fc.array(fc.record({ text: fc.string(), on: fc.constant("2026-11-24") })),
    });
    fc.assert(
      fc.property(state, (one) => {
        expect(read(JSON.parse(JSON.stringify(one)) as Json)).toEqual(one);
      }),
    );
  });

  test.each([
    [null],
    [{}],
    [{ ...empty(), v: 2 }],
    [{ ...empty(), more: 1 }],
    [{ ...empty(), round: 0.5 }],
    [{ ...empty(), sentences: [{ id: "a" }] }],
    [{ ...empty(), agreed: [{ text: "x", on: "eilen" }] }],
  ])("%j is refused by its form", (state) => {
    expect(() => read(state as Json)).toThrow("refused: form");
  });
});

describe("words in common", () => {
  test.each([
    ["lapsen", "lapsille"],
    ["perheet", "perheiden"],
    ["hyvä", "hyvää"],
    ["turvallinen", "turvallisesti"],
    ["ihminen", "ihmisiä"],
    ["asiakas", "asiakkaan"],
    ["työtä", "TYÖN"],
    ["oppia", "oppimaan"],
    ["oppimisen", "oppiminen"],
    ["barnet", "barnen"],
    ["family", "families"],
    ["child", "child's"],
  ])("%s and %s are one word", (one, other) => {
    expect(inCommon([`alku ${one}`, `loppu ${other}`]).map(({ count }) => count)).toEqual([2]);
  });

  test.each([
    ["arki", "arjen"],
    ["tuki", "tuen"],
    ["hyvä", "hyvinvointi"],
    ["työ", "tie"],
  ])("%s and %s stay two: so far does a rule of thumb go", (one, other) => {
    expect(inCommon([one, other])).toEqual([]);
  });

  test("words that every sentence has are not marked, in three languages", () => {
    expect(inCommon(["ja että the och för meidän with", "ja että the och för meidän with"])).toEqual([]);
  });

  test("a word that one sentence has twice is not in common", () => {
    expect(inCommon(["lapsi ja lapsen koti", "oppiminen"])).toEqual([]);
  });

  test("the pieces make up the sentence, and both sentences have what is marked", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 6 }), (texts) => {
        expect(marked(texts).map((pieces) => pieces.map(({ text }) => text).join(""))).toEqual(texts);
      }),
    );
    expect(marked(["Lapsi oppii", "Autamme lasta ja lapsia"]).map((pieces) => pieces.filter(({ common }) => common).map(({ text }) => text))).toEqual([["Lapsi"], ["lapsia"]]);
  });

  test("the word that most sentences share comes first", () => {
    expect(inCommon(["Lapsi kasvaa turvassa", "Lapsen kasvu", "Lapset leikkivät"])).toEqual([{ word: "lapsi", count: 3 }, { word: "kasvaa", count: 2 }]);
  });

  test("a root is never shorter than three letters, nor longer than its word", () => {
    const word = fc.stringMatching(/^[a-zåäö]{3,20}$/);
    fc.assert(
      fc.property(word, (one) => {
        const root = rootOf(one);
        expect(root.length >= 3 && root.length <= one.length).toBe(true);
      }),
    );
  });
});

describe("the distance between two wordings", () => {
  const words = fc.array(fc.constantFrom("lapsi", "oppii", "hyvin", "yhdessä", "turvassa"), { maxLength: 8 });

  test.each([
    ["Lapsi voi hyvin", "lapsi voi hyvin.", 0, 3, "same"],
    ["Lapsi voi hyvin", "Lapsi voi hyvin ja oppii", 2, 5, "partly"],
    ["Lapsi voi hyvin", "Hyvin voi lapsi", 2, 3, "largely"],
    ["Lapsi voi hyvin", "Perhe saa tukea ajoissa", 4, 4, "new"],
    ["", "", 0, 0, "same"],
    ["Jokainen lapsi saa oppia omaan tahtiinsa turvallisessa ryhmässä", "Jokainen lapsi saa oppia omaan tahtiinsa turvallisessa seurassa", 1, 8, "little"],
  ])("from %j to %j it is %i words of %i: %s", (one, other, changes, of, step) => {
    const distance = distanceOf(one, other);
    expect([distance.changes, distance.of, stepOf(distance)]).toEqual([changes, of, step]);
  });

  test("it is a distance: the same both ways, nothing only between equals, and no shorter by a detour", () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        const far = (one: string[], other: string[]): number => distanceOf(one.join(" "), other.join(" ")).changes;
        expect(far(a, b)).toBe(far(b, a));
        expect(far(a, b) === 0).toBe(a.join() === b.join());
        expect(far(a, c)).toBeLessThanOrEqual(far(a, b) + far(b, c));
        expect(distanceOf(a.join(" "), b.join(" ")).share).toBeLessThanOrEqual(1);
      }),
    );
  });
});
