import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../vault/core/bytes";
import type { Said } from "../ask";
import type { Tool } from "../tool";
import { hidden, type Post, taken } from "./taking";
import type { Work } from "./work";

/** A tool that lists what it was told, each id once. */
const tool: Pick<Tool, "take"> = {
  take: (state, said) => {
    const lines = state as string[];
    const line = [said.id, said.name, said.text ?? "", said.holds === undefined ? "" : String(said.holds)].join("|");
    return lines.some((one) => one.startsWith(`${said.id}|`)) ? lines : [...lines, line];
  },
};
const empty: Work = { tool: "topics", thread: "topics", meeting: null, on: "2026-11-24", turn: 1, state: [], taken: [], waiting: [] };
const said = (id: string, text: string): Said => ({ id, ask: "a", from: "phone", name: "Oona", text });
const post = (id: string, told: Said, nonce: string | null = null): Post => ({ id, said: told, nonce });
const linesOf = (work: Work): Json => work.state;

test("what a phone says is taken in once, however often it is read", () => {
  const once = taken(empty, tool, post("p", said("1", "aihe")));
  expect(taken(once, tool, post("p", said("1", "aihe")))).toBe(once);
  expect(linesOf(once)).toEqual(["1|Oona|aihe|"]);
});

test("hidden words wait, without a word of them, until their writer shows them", () => {
  const { told, kept } = hidden(said("1", "salaisuus"));
  const waiting = taken(empty, tool, post("p", told));
  expect(JSON.stringify(waiting)).not.toContain("salaisuus");
  expect([linesOf(waiting), waiting.waiting.length]).toEqual([[], 1]);
  const shown = taken(waiting, tool, post("q", kept.said, kept.nonce));
  expect([linesOf(shown), shown.waiting]).toEqual([["1|Oona|salaisuus|true"], []]);
});

test("other words than those that were bound come in, and say that they do not hold", () => {
  const { told, kept } = hidden(said("1", "ensin"));
  const waiting = taken(empty, tool, post("p", told));
  expect(linesOf(taken(waiting, tool, post("q", { ...kept.said, text: "toiset" }, kept.nonce)))).toEqual(["1|Oona|toiset|false"]);
});

test("another's hidden words are shown by nobody else, and stand in nobody's way", () => {
  const { told, kept } = hidden(said("1", "sanat"));
  const waiting = taken(empty, tool, { ...post("p", told), author: "oona" });
  for (const [id, nonce] of [["q", kept.nonce], ["r", "arvattu"], ["s", null]] as const) {
    const other = taken(waiting, tool, { ...post(id, { ...kept.said, name: "Joku", text: "muuta" }, nonce), author: "joku" });
    expect([linesOf(other), other.waiting]).toEqual([[], waiting.waiting]);
    const shown = taken(other, tool, { ...post("own", kept.said, kept.nonce), author: "oona" });
    expect([linesOf(shown), shown.waiting]).toEqual([["1|Oona|sanat|true"], []]);
  }
});

test("whoever sends with another's sign is another phone, and nobody reads from it who it is", () => {
  const from = (author: string): string => {
    let found = "";
    taken(empty, { take: (state, one) => ((found = one.from), state) }, { ...post("p", said("1", "ääni")), author });
    return found;
  };
  expect(from("oona")).toBe(from("oona"));
  expect(new Set([from("oona"), from("joku"), "phone"]).size).toBe(3);
  expect(from("oona")).not.toContain("oona");
});

test("words shown that never waited are taken as they are", () => {
  const { kept } = hidden(said("1", "myöhään"));
  expect(linesOf(taken(empty, tool, post("q", kept.said, kept.nonce)))).toEqual(["1|Oona|myöhään|"]);
});

test("any order and any repetition of the same posts leaves the same said", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }), fc.array(fc.nat()), (texts, picks) => {
      const posts = texts.map((text, place) => post(`p${place}`, said(`${place}`, text)));
      const repeated = [...picks.map((pick) => posts[pick % posts.length] as Post), ...posts];
      const work = repeated.reduce((now, one) => taken(now, tool, one), empty);
      expect(new Set(linesOf(work) as string[])).toEqual(new Set(texts.map((text, place) => `${place}|Oona|${text}|`)));
      expect(work.taken.length).toBe(texts.length);
    }),
  );
});
