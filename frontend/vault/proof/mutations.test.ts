/**
 * Nothing that was changed is accepted: sealed files, headers and lists of members, changed by chance (T21).
 *
 * A few hundred changes of each kind run with every test; `make proof` makes 10,000 of each (`PROOF=1`) and says
 * where it began (`PROOF_SEED`).
 */

import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { canonical, type Json, utf8 } from "../core/bytes";
import { type Expected, type Header, openDocument, sealDocument } from "../core/envelope";
import { type Act, type Entry, entryDigest, followLog, type MemberKeys, NO_ENTRY, signedEntry } from "../core/member-log";
import { paddedLength } from "../core/padme";
import { Refusal } from "../core/refusal";
import { newIdentity, openWith, recipientOf, sealTo } from "../core/sealing";
import { newSigningPair, sign, signingKey } from "../core/signing";

const environment = (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env ?? {};
const rounds = { numRuns: environment["PROOF"] ? 10_000 : 300, seed: Number(environment["PROOF_SEED"] ?? Date.now()) | 0 };
const long = { timeout: 900_000 };

const HEADER: Omit<Header, "v" | "suite"> = {
  instance: "1a", space: "2b", epoch: 3, doc: "4c", kind: "note", rev: 5, prev: "0".repeat(64), author: "6d", at: "2027-01-12T13:05Z",
};
let mine: string, recipient: string, key: CryptoKey, stranger: CryptoKey, expected: Expected;

beforeAll(async () => {
  mine = await newIdentity();
  recipient = await recipientOf(mine);
  const [pair, other] = [await newSigningPair(), await newSigningPair()];
  [key, stranger] = [await signingKey(pair.secret), await signingKey(other.secret)];
  expected = { place: HEADER, lastSeen: 5, authors: new Map([["6d", pair.verify]]) };
});

const sealed = (title: string): Promise<Uint8Array> => sealDocument(HEADER, { title }, { signWith: key, recipient });

/** Some way to change bytes; it may happen to change nothing. */
const change = fc.oneof(
  fc.record({ what: fc.constant("flip" as const), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ what: fc.constant("drop" as const), at: fc.nat(), by: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ what: fc.constant("add" as const), at: fc.nat(), by: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ what: fc.constant("cut" as const), at: fc.nat(), by: fc.constant(0) }),
  fc.record({ what: fc.constant("swap" as const), at: fc.nat(), by: fc.integer({ min: 1, max: 200 }) }),
);

function changed(bytes: Uint8Array, { what, at, by }: { what: "flip" | "drop" | "add" | "cut" | "swap"; at: number; by: number }): Uint8Array {
  const list = [...bytes];
  const place = at % list.length;
  if (what === "flip") list[place] = (list[place] ?? 0) ^ by;
  if (what === "drop") list.splice(place, by);
  if (what === "add") list.splice(place, 0, ...list.slice(Math.max(0, place - by), place), by);
  if (what === "cut") list.length = place;
  if (what === "swap") list.push(...list.splice(place, by));
  return Uint8Array.from(list);
}

const same = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && one.every((byte, at) => byte === other[at]);

async function isRefused(opening: Promise<unknown>): Promise<void> {
  const fault = await opening.then(() => "accepted", (thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(Refusal);
}

test("no changed file opens", long, async () => {
  const files = await Promise.all(["", "Yövuoro", "x".repeat(3000)].map(sealed));
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 2 }), change, async (which, how) => {
      const file = files[which] as Uint8Array;
      const other = changed(file, how);
      if (!same(file, other)) await isRefused(openDocument(other, [mine], expected));
    }),
    rounds,
  );
});

/** JSON of which some part is another than it was. */
const anotherValue = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, 1, 2, 4, 6, -1, 1.5, 2 ** 53, "", "0", "note", "journal", "1a", "2b", "4c", "6d", "f".repeat(64), {}, []),
  fc.string(),
  fc.integer(),
);

test("no changed text opens, though it is sealed to the right key and written as we write", long, async () => {
  const file = await sealed("Yövuoro");
  const inside = JSON.parse(new TextDecoder().decode(await openWith([mine], file)).trimEnd()) as { hdr: Record<string, Json>; body: Json; sig: string };
  const names = [...Object.keys(inside.hdr), "body", "sig", "more"];
  const before = canonical(inside as unknown as Json);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.option(anotherValue, { nil: undefined }), fc.boolean(), async (name, value, resigned) => {
      const other = structuredClone(inside) as Record<string, unknown> & { hdr: Record<string, unknown> };
      const part = name in other.hdr || name === "more" ? other.hdr : other;
      if (value === undefined) delete part[name];
      else part[name] = value;
      if (resigned && name !== "sig") other["sig"] = await sign(stranger, utf8(canonical(other as unknown as Json)));
      const text = canonical(other as unknown as Json);
      if (text === before) return;
      const plain = utf8(text.padEnd(paddedLength(utf8(text).length) - utf8(text).length + text.length));
      await isRefused(openDocument(await sealTo([recipient], plain), [mine], expected));
    }),
    rounds,
  );
});

interface Person {
  keys: MemberKeys;
  sign: CryptoKey;
}

const PLACE = { space: "aa", instance: "bb" };

async function person(id: string): Promise<Person> {
  const pair = await newSigningPair();
  return { keys: { id, recipient: await recipientOf(await newIdentity()), verify: pair.verify }, sign: await signingKey(pair.secret) };
}

/** A list of members in which everything happens that may. */
async function wholeLog(people: Person[]): Promise<Entry[]> {
  const [first, second, third, fourth] = people as [Person, Person, Person, Person];
  const epochs = await Promise.all(Array.from({ length: 6 }, async () => recipientOf(await newIdentity())));
  const acts: [Person, Act][] = [
    [first, { act: "create", instance: "bb", kind: "group", member: first.keys, epoch: epochs[0] as string }],
    [first, { act: "add", member: second.keys, past: true, guest: false }],
    [first, { act: "add", member: third.keys, past: false, guest: false }],
    [first, { act: "epoch", epoch: epochs[1] as string }],
    [first, { act: "steward", member: second.keys.id }],
    [second, { act: "add", member: fourth.keys, past: false, guest: true }],
    [second, { act: "epoch", epoch: epochs[2] as string }],
    [third, { act: "remove", member: third.keys.id, why: "left" }],
    [second, { act: "epoch", epoch: epochs[3] as string }],
    [first, { act: "escrow-on", member: "05", recipient: await recipientOf(await newIdentity()), name: "Toimisto" }],
    [first, { act: "epoch", epoch: epochs[4] as string }],
    [second, { act: "escrow-off", member: "05" }],
    [second, { act: "epoch", epoch: epochs[5] as string }],
  ];
  const log: Entry[] = [];
  for (const [by, act] of acts) {
    const last = log.at(-1);
    const place = { space: "aa", seq: log.length + 1, prev: last ? entryDigest(last) : NO_ENTRY, by: by.keys.id, at: "2027-01-12T13:00Z" };
    log.push(await signedEntry(act, place, by.sign));
  }
  return log;
}

test("no changed list of members is followed to the head that was seen", long, async () => {
  const people = await Promise.all(["01", "02", "03", "04"].map(person));
  const [log, another] = [await wholeLog(people), await wholeLog(people)];
  const seen = { length: log.length, head: entryDigest(log.at(-1) as Entry) };
  expect((await followLog(log, { ...PLACE, seen })).head).toBe(seen.head);
  const before = canonical(log as unknown as Json);
  const how = fc.oneof(
    fc.record({ what: fc.constantFrom("drop", "twice", "swap", "mix", "cut"), at: fc.nat({ max: 12 }), to: fc.nat({ max: 12 }) }),
    fc.record({
      what: fc.constant("value"), at: fc.nat({ max: 12 }), name: fc.nat(), value: anotherValue, inside: fc.boolean(), signed: fc.boolean(),
    }),
  );
  await fc.assert(
    fc.asyncProperty(how, async (given) => {
      const other = structuredClone(log) as unknown as Record<string, unknown>[];
      if ("value" in given) {
        const entry = other[given.at] as Record<string, unknown>;
        const member = entry["member"];
        const part = given.inside && typeof member === "object" && member !== null ? (member as Record<string, unknown>) : entry;
        const names = Object.keys(part);
        part[names[given.name % names.length] as string] = given.value;
        if (given.signed) {
          const { sig: _old, ...rest } = entry;
          entry["sig"] = await sign((people[3] as Person).sign, utf8(canonical(rest as Json)));
        }
      } else if (given.what === "drop") other.splice(given.at, 1);
      else if (given.what === "twice") other.splice(given.to, 0, other[given.at] as Record<string, unknown>);
      else if (given.what === "swap") [other[given.at], other[given.to]] = [other[given.to], other[given.at]] as [Record<string, unknown>, Record<string, unknown>];
      else if (given.what === "mix") other.splice(given.at, 1, another[given.at] as unknown as Record<string, unknown>);
      else other.length = given.at;
      if (canonical(other as unknown as Json) !== before) await isRefused(followLog(other, { ...PLACE, seen }));
    }),
    rounds,
  );
});
