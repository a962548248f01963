import { expect, test } from "vitest";

import { speakOn } from "../../vault/app/words";
import { about, empty, saidHere, viewDropped, viewNamed } from "./state";
import { perspectives } from "./tool";

speakOn("en", {});
const state = saidHere(viewNamed(about(empty(), "The morning's stand-in"), "client", "A child"), { id: "1", view: "client", text: "Who are you?", name: "Henna" });

test("phones choose a view by the name that the group gave it, and a new meeting asks anew", () => {
  const ask = perspectives.ask?.(state);
  expect(ask).toMatchObject({ form: "words", hidden: false, title: "The morning's stand-in", id: state.ask });
  expect(ask?.form === "words" && ask.tags[0]?.choices.slice(0, 2)).toEqual([
    { id: "client", words: "A child" },
    { id: "me", words: "Me" },
  ]);
  const next = perspectives.anew?.(state);
  expect(next && perspectives.ask?.(next)?.id).not.toBe(ask?.id);
});

test("what a phone answers to that stands under its view", () => {
  const ask = perspectives.ask?.(state);
  const next = perspectives.take?.(state, { id: "2", ask: ask?.id ?? "", from: "p", name: "", text: "Am I heard?", tags: { view: "me" } });
  expect(next?.sayings.map(({ view, text }) => [view, text])).toEqual([
    ["client", "Who are you?"],
    ["me", "Am I heard?"],
  ]);
});

test("on paper every view stands, also those that are missing, and words whose view went stand too", () => {
  const { parts } = perspectives.sheet({ ...viewDropped(state, "future"), sayings: [...state.sayings, { id: "3", view: "future", text: "Was it hard?", name: "" }] });
  expect(parts[0]).toEqual({ heading: "What are we looking at?", text: "The morning's stand-in" });
  expect(parts.filter(({ heading }) => heading)).toHaveLength(1 + 7 + 1);
  expect(parts).toContainEqual({ heading: "A child", list: ["Who are you? (Henna)"] });
  expect(parts).toContainEqual({ heading: "Society", text: "missing" });
  expect(parts.at(-1)).toEqual({ heading: "Without a view", list: ["Was it hard?"] });
});

test("a search finds the matter, the group's own names and what was said", () => {
  expect(perspectives.words(state)).toEqual(["The morning's stand-in", "A child", "Who are you?"]);
});
