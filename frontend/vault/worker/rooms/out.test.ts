import { describe, expect, test } from "vitest";
import type { Session } from "../session";
import { Out, type OutWords } from "./out";

const SECRET = "Salaneuvo";
const words: OutWords = { id: "0b9c7c8e-6a0f-4a51-8f0e-1f6e1d2a7c55", kind: "quality", mark: "result", salt: "5".repeat(64), sheet: { title: SECRET, parts: [{ text: SECRET }] } };

/** A room whose asking is written down. */
function room(): { out: Out; asked: string[] } {
  const asked: string[] = [];
  const api = new Proxy({}, { get: (_, act) => (...given: unknown[]) => Promise.resolve(void asked.push(JSON.stringify([act, ...given]))) });
  return { out: new Out({ api } as unknown as Session), asked };
}

describe("what leaves the workroom", () => {
  test("no word, kind, mark or salt goes anywhere before it is given", async () => {
    const { out, asked } = room();
    await out.propose("space", words, "4".repeat(64));
    await out.say(words, "block");
    await out.block(words);
    await out.count(words.id, { ok: 3, change: 0, block: 0 });
    await out.withdraw(words.id);
    expect(asked).toHaveLength(5);
    for (const one of asked) for (const sealed of [SECRET, "quality", "result", words.salt]) expect(one).not.toContain(sealed);
  });

  test("given, it goes whole, and nothing beside it", async () => {
    const { out, asked } = room();
    await out.give({ ...words, ...{ thing: "t", from: "quality x" } });
    const { kind, mark, salt, sheet } = words;
    expect(asked).toEqual([JSON.stringify(["giveOut", words.id, { kind, mark, salt, sheet }])]);
  });

  test("the fingerprint is of every part, and of nothing else", async () => {
    const { out } = room();
    const changed = [{ id: "a" }, { kind: "goal" }, { mark: "structural" }, { salt: "6" }, { sheet: { title: "Muu", parts: [] } }].map((one) => ({ ...words, ...one }));
    const hashes = await out.hashes([words, ...changed]);
    expect(new Set(hashes).size).toBe(6);
    expect(await out.hashes([{ ...words, ...{ thing: "t" } }])).toEqual([hashes[0]]);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});
