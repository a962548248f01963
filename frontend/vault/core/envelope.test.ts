import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { canonical, type Json, utf8 } from "./bytes";
import { type Expected, fingerprint, type Header, openDocument, sealDocument } from "./envelope";
import { newIdentity, openWith, recipientOf, sealTo } from "./sealing";
import { newSigningPair, signingKey } from "./signing";
import { rounds } from "../proof/rounds";

const HEADER: Omit<Header, "v" | "suite"> = {
  instance: "1a", space: "2b", epoch: 3, doc: "4c", kind: "note", rev: 5, prev: "0".repeat(64), author: "6d", at: "2027-01-12T13:05Z",
};
const BODY: Json = { title: "Yövuoro", text: "Ohje vai tapa?" };
let mine: string, recipient: string, key: CryptoKey, authors: Map<string, string>, stranger: CryptoKey;
let sealed: Uint8Array;

const expected = (changed: Partial<Expected> = {}): Expected => ({ place: HEADER, lastSeen: 5, authors, ...changed });
const refused = (reason: string) => expect.objectContaining({ reason });

beforeAll(async () => {
  mine = await newIdentity();
  recipient = await recipientOf(mine);
  const [pair, other] = [await newSigningPair(), await newSigningPair()];
  [key, stranger] = [await signingKey(pair.secret), await signingKey(other.secret)];
  authors = new Map([["6d", pair.verify]]);
  sealed = await sealDocument(HEADER, BODY, { signWith: key, recipient });
});

test("what was written comes back with who wrote it", async () => {
  expect(await openDocument(sealed, [mine], expected())).toEqual({
    header: { v: 1, suite: "age-x25519+ed25519", ...HEADER },
    body: BODY,
  });
});

test.each(["instance", "space", "doc", "epoch", "kind"] as const)("a document is refused with another %s than its own", async (part) => {
  const place = { ...HEADER, [part]: part === "epoch" ? 4 : part === "kind" ? "journal" : "ff" };
  await expect(openDocument(sealed, [mine], expected({ place }))).rejects.toEqual(refused("context"));
});

test("an older version than one already seen is refused, the same one is not", async () => {
  await expect(openDocument(sealed, [mine], expected({ lastSeen: 6 }))).rejects.toEqual(refused("older"));
  expect((await openDocument(sealed, [mine], expected({ lastSeen: 4 }))).header.rev).toBe(5);
});

test("whoever is not in the list of members, or signs as another, is refused", async () => {
  await expect(openDocument(sealed, [mine], expected({ authors: new Map() }))).rejects.toEqual(refused("author"));
  const forged = await sealDocument(HEADER, BODY, { signWith: stranger, recipient });
  await expect(openDocument(forged, [mine], expected())).rejects.toEqual(refused("signature"));
});

test("what a server makes itself for the public key is refused, though age opens it", async () => {
  const made = await sealTo([recipient], utf8("Tule kotiin".padEnd(512)));
  expect(await openWith([mine], made)).toHaveLength(512);
  await expect(openDocument(made, [mine], expected())).rejects.toEqual(refused("form"));
});

test("text, order and fillings other than ours are refused", async () => {
  const inside = new TextDecoder().decode(await openWith([mine], sealed)).trimEnd();
  const versions = [
    inside.padEnd(513), inside.padEnd(1024), `${inside}\n`.padEnd(512), ` ${inside}`.padEnd(512), inside,
    inside.replace('"v":1', '"v":1,"v":1').padEnd(512), inside.replace('"rev":5', '"rev":5.0').padEnd(512),
    `{"sig":"x",${inside.slice(1)}`.padEnd(512), inside.replace("Yövuoro", "Yo\u0308vuoro").padEnd(512),
  ];
  for (const version of versions) {
    const again = await sealTo([recipient], utf8(version));
    await expect(openDocument(again, [mine], expected()), version).rejects.toHaveProperty("name", "Refusal");
  }
});

test("a refusal carries a code and nothing of the text", async () => {
  const fault = await openDocument(sealed, [mine], expected({ lastSeen: 9 })).catch((thrown: unknown) => thrown);
  expect(String(fault)).toBe("Refusal: refused: older");
  expect(JSON.stringify(fault)).not.toContain("vuoro");
});

test("300 notes of 1 to 20,000 letters have at most 90 stored sizes", async () => {
  const sizes = new Set<number>();
  for (let note = 0; note < 300; note += 1) {
    const body = { text: "ä".repeat(1 + Math.floor((note * 19_999) / 299)) };
    sizes.add((await sealDocument(HEADER, body, { signWith: key, recipient })).length);
  }
  expect(sizes.size).toBeLessThanOrEqual(90);
});

test("any body comes back, and no change of the signed text is accepted", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ noUnicodeString: false } as never), fc.nat(), async (value, place) => {
      const body = JSON.parse(JSON.stringify(value)) as Json;
      if (!isWellFormed(body)) return;
      const whole = await sealDocument(HEADER, body, { signWith: key, recipient });
      expect(canonical((await openDocument(whole, [mine], expected())).body)).toBe(canonical(body));
      const inside = await openWith([mine], whole);
      const changed = inside.slice();
      const at = place % inside.length;
      changed[at] = changed[at] === 0x20 ? 0x21 : 0x20;
      if (changed.every((byte, index) => byte === inside[index])) return;
      const again = await sealTo([recipient], changed);
      await expect(openDocument(again, [mine], expected())).rejects.toHaveProperty("name", "Refusal");
    }),
    { numRuns: rounds(300) },
  );
});

test("an incomplete header is not sealed", async () => {
  for (const wrong of [{ rev: 0 }, { rev: 1 }, { epoch: 1.5 }, { at: "tänään" }, { author: "Anu" }, { prev: null }, { kind: "cv" }]) {
    const header = { ...HEADER, ...wrong } as typeof HEADER;
    await expect(sealDocument(header, BODY, { signWith: key, recipient })).rejects.toThrow("not whole");
  }
});

test("each sealing of the same text is another file", async () => {
  const again = await sealDocument(HEADER, BODY, { signWith: key, recipient });
  expect(fingerprint(again)).not.toBe(fingerprint(sealed));
  expect(fingerprint(sealed)).toMatch(/^[0-9a-f]{64}$/);
});

function isWellFormed(value: Json): boolean {
  return !/\\ud[89a-f]/i.test(JSON.stringify(value));
}
