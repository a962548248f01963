import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { canonical, type Json } from "../../vault/core/bytes";
import type { Said } from "../ask";
import { about, anew, drew, empty, loose, missing, nextQuestion, type Perspectives, putDown, QUESTIONS, question, read, reworded, saidFor, saidHere, take, typed, unsaid, viewAdded, viewDropped, viewNamed, VIEWS } from "./state";

const said = (id: string, view: string, text: string): Said => ({ id, ask: "q", from: `phone ${id}`, name: "Henna", text, tags: { view } });
const here = (state: Perspectives, view: string, text: string, id = `${view} ${text}`): Perspectives => saidHere(state, { id, view, text, name: "" });

describe("which view is missing", () => {
  test("all of them at the beginning, none once everybody has been heard", () => {
    expect(missing(empty()).map(({ id }) => id)).toEqual([...VIEWS]);
    const all = VIEWS.reduce<Perspectives>((state, view) => here(state, view, "Näin."), empty());
    expect(missing(all)).toEqual([]);
  });

  test("empty words are no view", () => {
    expect(missing(here(empty(), "client", "  "))).toHaveLength(VIEWS.length);
  });

  test("a view is missing again when its only words are taken away or moved", () => {
    const one = here(empty(), "client", "Odotan.", "1");
    expect(missing(unsaid(one, "1"))).toHaveLength(8);
    expect(missing(reworded(one, "1", { view: "future" })).map(({ id }) => id)).toEqual(VIEWS.slice(0, 7));
  });
});

describe("the views of the wheel", () => {
  test("can be named and added to", () => {
    const state = viewNamed(viewAdded(empty(), "own"), "own", "Lapsen vanhempi");
    expect(state.views.at(-1)).toEqual({ id: "own", label: "Lapsen vanhempi" });
    expect(viewNamed(state, "client", "Asukas").views[0]).toEqual({ id: "client", label: "Asukas" });
  });

  test("one that something was said for cannot be taken off", () => {
    const state = here(empty(), "society", "Laki muuttui.");
    expect(viewDropped(state, "society")).toBe(state);
    expect(viewDropped(state, "future").views).toHaveLength(7);
  });
});

describe("what phones say", () => {
  test("stands under the view they chose, with its name", () => {
    expect(saidFor(take(empty(), said("1", "client", " Odotan vastausta. ")), "client")).toEqual([{ id: "1", view: "client", text: "Odotan vastausta.", name: "Henna" }]);
  });

  test("is not lost when its view was taken off the wheel meanwhile, or none was chosen", () => {
    const state = take(viewDropped(empty(), "future"), said("1", "future", "Näkyykö tämä?"));
    const { tags: _, ...untagged } = said("2", "", "Entä tämä?");
    expect(loose(take(state, untagged)).map(({ text }) => text)).toEqual(["Näkyykö tämä?", "Entä tämä?"]);
  });

  test("counts once, in whatever order and however often it comes", () => {
    const all = fc.uniqueArray(fc.record({ id: fc.uuid(), view: fc.constantFrom(...VIEWS, "gone"), text: fc.string() }), { selector: ({ id }) => id, maxLength: 12 });
    const sorted = (state: Perspectives) => [...state.sayings].sort((a, b) => a.id.localeCompare(b.id));
    const base = empty();
    fc.assert(
      fc.property(
        all.chain((each) => fc.tuple(fc.constant(each), fc.array(fc.constantFrom(...(each.length > 0 ? each : [{ id: "x", view: "me", text: "" }])), { maxLength: 20 }))),
        ([each, again]) => {
          const one = each.reduce((state, { id, view, text }) => take(state, said(id, view, text)), base);
          const other = [...again, ...[...each].reverse(), ...again].reduce((state, { id, view, text }) => take(state, said(id, view, text)), base);
          expect(sorted(other)).toEqual(sorted(one));
          expect(one.sayings).toHaveLength(each.filter(({ text }) => text.trim()).length);
        },
      ),
    );
  });
});

describe("what is written on the leader's screen", () => {
  test("is there before it is on the wheel, and moves there with its view and name", () => {
    const state = typed(empty(), { view: "society", text: " Laki muuttui. ", name: " Ilkka " });
    expect(read(JSON.parse(canonical(state)) as Json)).toEqual(state);
    const put = putDown(state, "1");
    expect(put.sayings).toEqual([{ id: "1", view: "society", text: "Laki muuttui.", name: "Ilkka" }]);
    expect(put.typing).toEqual({ view: "society", text: "", name: "" });
  });

  test("stands for the first view when its own was taken off, and for nothing when it is empty", () => {
    const state = viewDropped(typed(empty(), { view: "society", text: "Näin." }), "society");
    expect(putDown(state, "1").sayings[0]?.view).toBe("client");
    const blank = typed(empty(), { text: "  " });
    expect(putDown(blank, "1")).toBe(blank);
  });
});

describe("turn prompts", () => {
  const all = VIEWS.length * QUESTIONS;

  test("come at random, none twice until all have come, and then they begin again", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: all + 1, maxLength: all + 1 }), (chances) => {
        const states = chances.reduce<Perspectives[]>((list, chance) => [...list, drew(list.at(-1) ?? empty(), chance)], []);
        expect(new Set(states[all - 1]?.drawn).size).toBe(all);
        expect(states[all]?.drawn).toHaveLength(1);
      }),
    );
  });

  test("ask first of views that nobody has spoken for", () => {
    const heard = VIEWS.filter((view) => view !== "future").reduce<Perspectives>((state, view) => here(state, view, "Näin."), empty());
    expect([nextQuestion(heard, 0), nextQuestion(heard, 0.99)]).toEqual(["future/0", "future/1"]);
    const both = drew(drew(heard, 0), 0);
    expect(question(both)).toEqual({ view: "future", number: 1 });
    expect(nextQuestion(both, 0)).toBe("client/0");
  });

  test("are asked of own views too, and of none that was taken off", () => {
    const own = viewAdded({ ...empty(), views: [] }, "a/b");
    expect(question(drew(own, 0))).toEqual({ view: "a/b", number: 0 });
    expect(question(viewDropped(drew(own, 0), "a/b"))).toBeNull();
    expect(question(drew({ ...empty(), views: [] }, 0))).toBeNull();
    expect(question(empty())).toBeNull();
  });
});

test("a new meeting keeps the matter and what was said, and asks the phones anew", () => {
  const state = drew(here(about(empty(), "Aamun sijainen"), "me", "Väsyn."), 0);
  expect(anew(state)).toEqual({ ...state, drawn: [], ask: expect.any(String) as string });
  expect(anew(state).ask).not.toBe(state.ask);
});

test.each<[string, Json]>([
  ["nothing", null],
  ["a list", []],
  ["what lacks a part", { matter: "", views: [], sayings: [], typing: { view: "", text: "", name: "" }, drawn: [] }],
  ["what has one more", { ...empty(), run: 1 }],
  ["a view without a name", { ...empty(), views: [{ id: "client" }] }],
  ["a saying with a number", { ...empty(), sayings: [{ id: "1", view: "me", text: 7, name: "" }] }],
  ["what is being written without a name", { ...empty(), typing: { view: "", text: "" } }],
  ["drawn that is none", { ...empty(), drawn: [1] }],
  ["a matter that is none", { ...empty(), matter: null }],
])("%s is refused", (_, value) => {
  expect(() => read(value)).toThrow("refused: form");
});

test("whatever is done, it is read again as it was", () => {
  const text = fc.string();
  const act = fc.oneof(
    text.map((words) => (state: Perspectives) => about(state, words)),
    fc.tuple(fc.constantFrom(...VIEWS, "own"), text).map(([view, words]) => (state: Perspectives) => here(state, view, words)),
    fc.tuple(fc.constantFrom("client", "own"), text).map(([view, words]) => (state: Perspectives) => viewNamed(state, view, words)),
    fc.constant((state: Perspectives) => (state.views.some(({ id }) => id === "own") ? state : viewAdded(state, "own"))),
    fc.constantFrom(...VIEWS, "own").map((view) => (state: Perspectives) => viewDropped(state, view)),
    fc.tuple(fc.uuid(), fc.constantFrom(...VIEWS), text).map(([id, view, words]) => (state: Perspectives) => take(state, said(id, view, words))),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map((chance) => (state: Perspectives) => drew(state, chance)),
    text.map((words) => (state: Perspectives) => typed(state, { text: words })),
    fc.uuid().map((id) => (state: Perspectives) => putDown(state, id)),
    fc.constant(anew),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const state = acts.reduce((at, one) => one(at), empty());
      expect(read(JSON.parse(canonical(state)) as Json)).toEqual(state);
      expect(state.sayings).toHaveLength(state.views.reduce((count, { id }) => count + saidFor(state, id).length, loose(state).length));
    }),
  );
});
