/**
 * Whoever holds a phone can send anything: each tool takes it in or leaves it, stays readable and sealable, and keeps
 * what the others said.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, type Json } from "../../vault/core/bytes";
import type { Said } from "../ask";
import { readSent } from "../room/live";
import { type Post, Shares, taken } from "../room/taking";
import type { Work } from "../room/work";
import { tools } from "../tools";
import type { Tool } from "../tool";
import { rounds } from "../../vault/proof/rounds";

const heard = Object.values(tools).filter((tool) => tool.take !== undefined);
const NAMES_OF_OBJECTS = ["__proto__", "constructor", "toString", "hasOwnProperty", ""];

/** Texts at whose borders something may be cut in half, and what is no text that a person writes. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.nat({ max: 3999 }).map((long) => `${"a".repeat(long)}😀`.slice(0, 4000 - (long === 3999 ? 1 : 0))),
  fc.constantFrom("<img src=x onerror=x()>", "\u202e\u0000\u0007", "😀".repeat(2000), "\ud800", " ", "\n".repeat(4000), ...NAMES_OF_OBJECTS),
);
const short = fc.oneof(text.map((words) => words.slice(0, 200)), fc.constantFrom("1", "2", "3"));

const IDS = [1, 2, 3, 4].map((number) => `${number}`.repeat(8) + "-2f35-4a0c-8a53-7f1f7f0f3f10");

/** The state of a tool in which it takes most in, and the questions that it knows. */
function begun(tool: Tool): { state: Json; asks: string[] } {
  const state = tool.empty() as { [key: string]: Json };
  if (tool.id === "topics") return { state: { ...state, question: "q", step: "vote" }, asks: ["q"] };
  if (tool.id === "solutions") return { state: { ...state, problems: [{ id: "q", words: "Kiire", options: [] }], asked: "q" }, asks: ["q"] };
  const asked = tool.ask?.(state)?.id;
  return { state, asks: asked === undefined ? [] : [asked] };
}

const saidTo = (asks: readonly string[]): fc.Arbitrary<Said> =>
  fc.record(
    {
      id: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...IDS) }, { weight: 1, arbitrary: short }),
      ask: fc.oneof(fc.constantFrom(...asks, "other"), short),
      from: short,
      name: short,
      text,
      tags: fc.dictionary(fc.oneof(fc.constantFrom("kind", "about", "view", "place", ...NAMES_OF_OBJECTS), short), short, { maxKeys: 4, noNullPrototype: true }),
      picks: fc.array(short, { maxLength: 100 }),
      bound: fc.oneof(fc.constant("a".repeat(64)), short),
    },
    { requiredKeys: ["id", "ask", "from", "name"] },
  );

/** As it comes through the envelope: whatever has no canonical form never gets that far. */
function sent(said: Said, nonce: string | undefined): ReturnType<typeof readSent> {
  try {
    const body = { v: 1, session: "s", said: said as unknown as Json, ...(nonce !== undefined && { nonce }) };
    return readSent(JSON.parse(canonical(body)) as Json);
  } catch {
    return null;
  }
}

test.each(heard.map((tool) => [tool.id, tool] as const))("%s stands whatever a phone sends", (_id, tool) => {
  const { state, asks } = begun(tool);
  const first: Work = { tool: tool.id, thread: "t", meeting: "m", on: "2026-11-24", turn: 1, state, taken: [], waiting: [] };
  const posts = fc.array(fc.tuple(saidTo(asks), fc.option(short, { nil: undefined }), fc.constantFrom("oona", "samuli")), { maxLength: 12 });
  fc.assert(
    fc.property(posts, (all) => {
      const found = all.flatMap(([said, nonce, author], at): Post[] => {
        const one = sent(said, nonce);
        return one ? [{ id: `p${at}`, said: one.said, nonce: one.nonce, author }] : [];
      });
      const work = found.reduce((now, one) => taken(now, tool, one), first);
      const written = canonical(work as unknown as Json); // what cannot be written cannot be sealed
      const read = tool.read((JSON.parse(written) as { state: Json }).state);
      expect(canonical(read)).toBe(canonical(work.state));
      tool.sheet(read);
      tool.words(read);
      tool.ask?.(read);
      if (tool.anew) tool.read(JSON.parse(canonical(tool.anew(read))) as Json);
      expect(found.reduce((now, one) => taken(now, tool, one), work)).toBe(work);
    }),
    { numRuns: rounds(150) },
  );
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("five thousand posts of one phone neither fill a document nor keep the others' out", () => {
  const tool = tools.topics as Tool;
  const { state, asks } = begun(tool);
  const first: Work = { tool: "topics", thread: "topics", meeting: "m", on: "2026-11-24", turn: 1, state, taken: [], waiting: [] };
  const shares = new Shares();
  const says = (author: string, at: number, text: string): Post => ({ id: `${author}${at}`, author, nonce: null, said: { id: `${author}${at}`, ask: asks[0] ?? "", from: "x", name: "", text } });
  const flood = Array.from({ length: 5000 }, (_, at) => says("joku", at, "a".repeat(4000)));
  const heardOf = (work: Work, one: Post): Work => (shares.lets(one.author ?? "", one.said as unknown as Json) ? taken(work, tool, one) : work);
  const work = [...flood, says("oona", 1, "Vuoronvaihto")].reduce(heardOf, first);
  expect(tool.words(work.state)).toContain("Vuoronvaihto");
  expect(canonical(work as unknown as Json).length).toBeLessThan(200_000);
});

test("all guests sign with one key: twenty of them have a share each", () => {
  const shares = new Shares();
  const said = "a".repeat(9000);
  expect(Array.from({ length: 20 * 10 }, () => shares.lets("guests", said, true)).every(Boolean)).toBe(true);
  expect(Array.from({ length: 20 * 10 }, () => shares.lets("oona", said)).filter(Boolean).length).toBe(11);
});

test("however many phones send, a version stays one that the server keeps", () => {
  const tool = tools.topics as Tool;
  const { state, asks } = begun(tool);
  const first: Work = { tool: "topics", thread: "topics", meeting: "m", on: "2026-11-24", turn: 1, state, taken: [], waiting: [] };
  const flood = Array.from({ length: 400 }, (_, at): Post => ({ id: `${at}`, author: `${at}`, nonce: null, said: { id: `${at}`, ask: asks[0] ?? "", from: "x", name: "ä".repeat(200), text: "€".repeat(4000) } }));
  const work = flood.reduce((now, one) => taken(now, tool, one), first);
  expect(new TextEncoder().encode(canonical(work as unknown as Json)).length).toBeLessThan(1_990_000);
});
