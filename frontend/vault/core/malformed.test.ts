/** What is signed by the right one and yet not written as we write: refused for its form, before anything is believed. */

import { beforeAll, describe, expect, test } from "vitest";
import { canonical, digest, type Json, utf8 } from "./bytes";
import { hasKeys, isRecord, openDocument, sealDocument } from "./envelope";
import { type Act, followLog, type MemberKeys, NO_ENTRY } from "./member-log";
import { paddedLength } from "./padme";
import { newIdentity, openWith, recipientOf, sealTo } from "./sealing";
import { newSigningPair, sign, signingKey } from "./signing";

const refused = (reason: string) => expect.objectContaining({ reason });
const AT = "2027-01-12T13:00Z";
let mine: string, recipient: string, key: CryptoKey, me: MemberKeys, other: MemberKeys;

beforeAll(async () => {
  mine = await newIdentity();
  recipient = await recipientOf(mine);
  const [pair, second] = [await newSigningPair(), await newSigningPair()];
  key = await signingKey(pair.secret);
  me = { id: "01", recipient, verify: pair.verify };
  other = { id: "02", recipient: await recipientOf(await newIdentity()), verify: second.verify };
});

async function signed(entry: Record<string, unknown>): Promise<Record<string, unknown>> {
  return { ...entry, sig: await sign(key, utf8(`tuokio-members-v1\n${canonical(entry as Json)}`)) };
}

const founding = (): Record<string, unknown> => ({
  v: 1, space: "aa", seq: 1, prev: NO_ENTRY, by: "01", at: AT, act: "create", instance: "bb", kind: "group",
  member: { ...me }, epoch: recipient,
});

async function followed(...entries: Record<string, unknown>[]) {
  return followLog(await Promise.all(entries.map(signed)), { space: "aa", instance: "bb" });
}

async function after(act: Record<string, unknown>) {
  const first = await signed(founding());
  const prev = digest(utf8(canonical(first as Json)));
  const next = await signed({ v: 1, space: "aa", seq: 2, prev, by: "01", at: AT, ...act });
  return followLog([first, next], { space: "aa", instance: "bb" });
}

describe("an entry of a list of members", () => {
  test("is followed when it is written as we write", async () => {
    expect((await followed(founding())).members.get("01")).toEqual(me);
    for (const act of [
      { act: "add", member: other, past: true, guest: false },
      { act: "epoch", epoch: other.recipient },
      { act: "rekey", member: { ...other, id: "01" } },
      { act: "escrow-on", member: "02", recipient: other.recipient, name: "Toimisto, kassakaappi" },
      { act: "steward", member: "01" },
      ...["left", "removed", "lost", "ended"].map((why) => ({ act: "remove", member: "01", why })),
    ] as Record<string, unknown>[]) {
      expect((await after(act)).length, JSON.stringify(act)).toBe(2);
    }
  });

  test("is refused when its act is no text, or two of its names are written as one", async () => {
    await expect(after({ act: ["epoch"], epoch: other.recipient })).rejects.toEqual(refused("form"));
    const first = await signed(founding());
    const prev = digest(utf8(canonical(first as Json)));
    const joined = await signed({ v: 1, space: "aa", seq: 2, "epoch,prev": prev, by: "01", at: AT, act: "epoch" });
    await expect(followLog([first, joined], { space: "aa", instance: "bb" })).rejects.toEqual(refused("form"));
  });

  test("founds once: a second founding in one list is refused", async () => {
    const { v: _v, space: _space, seq: _seq, prev: _prev, by: _by, at: _at, ...founds } = founding();
    await expect(after(founds)).rejects.toEqual(refused("context"));
  });

  test.each([
    ["v", 2], ["v", "1"], ["v", null],
    ["seq", 0], ["seq", -1], ["seq", 1.5], ["seq", "1"], ["seq", 2 ** 53],
    ["prev", "0".repeat(63)], ["prev", "0".repeat(65)], ["prev", `${"0".repeat(63)}A`], ["prev", null], ["prev", `x${NO_ENTRY}`],
    ["at", "2027-01-12T13:00"], ["at", `x${AT}`], ["at", `${AT}x`], ["at", "2027-1-12T13:00Z"], ["at", "2027-01-12T13:00:00Z"],
    ["at", "2027-01-12 13:00Z"], ["at", "202-01-12T13:00Z"], ["at", "2027-01-1T13:00Z"], ["at", "2027-01-12T3:00Z"], ["at", "2027-01-12T13:0Z"],
    ["at", "xxxx-01-12T13:00Z"], ["at", "2027-xx-12T13:00Z"], ["at", "2027-01-xxT13:00Z"], ["at", "2027-01-12Txx:00Z"], ["at", "2027-01-12T13:xxZ"],
    ["space", ""], ["space", "AA"], ["space", "a".repeat(65)], ["space", "aa "], ["space", " aa"], ["space", 1],
    ["by", ""], ["by", "0 1"], ["by", "x"], ["by", 1],
    ["instance", ""], ["instance", "BB"], ["instance", null],
    ["kind", "cv"], ["kind", ""], ["kind", null],
    ["epoch", "age1"], ["epoch", 1],
  ])("is refused with %s %j", async (field, value) => {
    await expect(followed({ ...founding(), [field]: value })).rejects.toEqual(refused("form"));
  });

  test("is refused with a key that is longer, shorter or of another kind", async () => {
    for (const wrong of [`${recipient}q`, recipient.slice(0, -1), ` ${recipient}`, recipient.toUpperCase(), recipient.replace("age1", "age2"), `${recipient.slice(0, -1)}b`]) {
      await expect(followed({ ...founding(), epoch: wrong }), wrong).rejects.toEqual(refused("form"));
      await expect(followed({ ...founding(), member: { ...me, recipient: wrong } }), wrong).rejects.toEqual(refused("form"));
    }
    for (const wrong of ["", me.verify.slice(1), `A${me.verify}`, `${me.verify}=`, me.verify.replace(/=$/, "A"), me.verify.replace(/^./, "-"), 1]) {
      await expect(followed({ ...founding(), member: { ...me, verify: wrong } }), String(wrong)).rejects.toEqual(refused("form"));
    }
    for (const wrong of ["", "X", "a b", 1, null]) {
      await expect(followed({ ...founding(), member: { ...me, id: wrong } }), String(wrong)).rejects.toEqual(refused("form"));
    }
  });

  test("is refused with too much or too little in it", async () => {
    await expect(followed({ ...founding(), more: 1 })).rejects.toEqual(refused("form"));
    for (const field of Object.keys(founding())) {
      const { [field]: _left, ...rest } = founding();
      await expect(followed(rest), field).rejects.toEqual(refused("form"));
    }
    await expect(followed({ ...founding(), member: { ...me, more: 1 } })).rejects.toEqual(refused("form"));
    await expect(followed({ ...founding(), member: "01" })).rejects.toEqual(refused("form"));
    await expect(followed({ ...founding(), member: null })).rejects.toEqual(refused("form"));
    await expect(followed({ ...founding(), member: [me] })).rejects.toEqual(refused("form"));
  });

  test.each<[string, Record<string, unknown>]>([
    ["a reason that is none", { act: "remove", member: "01", why: "gone" }],
    ["no reason", { act: "remove", member: "01" }],
    ["a whole member where an id belongs", { act: "remove", member: { id: "01" }, why: "left" }],
    ["an id that is none", { act: "steward", member: "X" }],
    ["an id where a member belongs", { act: "rekey", member: "01" }],
    ["the past as a number", { act: "add", member: { id: "02" }, past: 1, guest: false }],
    ["a whole member where escrow has an id", { act: "escrow-on", member: { id: "02" }, recipient: "x", name: "x" }],
    ["escrow as it was called before", { act: "escrow", member: "02" }],
    ["an act that is none", { act: "toString", member: "01" }],
    ["no act", { member: "01" }],
    ["an act that is no text", { act: 1 }],
  ])("is refused with %s", async (_what, act) => {
    await expect(after(act)).rejects.toEqual(refused("form"));
  });

  test("is refused when past or guest is no yes or no", async () => {
    await expect(after({ act: "add", member: other, past: 1, guest: false })).rejects.toEqual(refused("form"));
    await expect(after({ act: "add", member: other, past: true, guest: "no" })).rejects.toEqual(refused("form"));
  });

  test("is refused with a signature that is none", async () => {
    const entry = await signed(founding());
    const sig = entry["sig"] as string;
    for (const wrong of ["", `A${sig}`, `${sig}=`, sig.slice(1), sig.replace(/^./, "-"), null]) {
      await expect(followLog([{ ...entry, sig: wrong }], { space: "aa", instance: "bb" }), String(wrong)).rejects.toEqual(refused("form"));
    }
    const another = await sign(key, utf8("x"));
    await expect(followLog([{ ...entry, sig: another }], { space: "aa", instance: "bb" })).rejects.toEqual(refused("signature"));
  });

  test("is refused in another place than its own", async () => {
    const first = await signed(founding());
    const prev = digest(utf8(canonical(first as Json)));
    const turn = { v: 1, space: "aa", by: "01", at: AT, act: "epoch", epoch: other.recipient };
    for (const place of [{ seq: 3, prev }, { seq: 1, prev }, { seq: 2, prev: NO_ENTRY }]) {
      const next = await signed({ ...turn, ...place });
      await expect(followLog([first, next], { space: "aa", instance: "bb" }), JSON.stringify(place)).rejects.toEqual(refused("context"));
    }
    await expect(followed({ ...turn, seq: 1, prev: NO_ENTRY })).rejects.toEqual(refused("context"));
    await expect(followed({ ...founding(), by: "02" })).rejects.toEqual(refused("context"));
    await expect(followed({ ...founding(), prev: "1".repeat(64) })).rejects.toEqual(refused("context"));
    await expect(followed({ ...founding(), seq: 2 })).rejects.toEqual(refused("context"));
    await expect(after({ ...founding(), seq: 2, prev })).rejects.toEqual(refused("context"));
  });
});

describe("what an act leaves behind", () => {
  const act = (given: Act): Record<string, unknown> => given as unknown as Record<string, unknown>;

  test("with the past comes the present, without it nothing until the next key", async () => {
    const [past, bare] = [await after(act({ act: "add", member: other, past: true, guest: false })), await after(act({ act: "add", member: other, past: false, guest: false }))];
    expect([past.rotationDue, [...(past.epochs[0]?.members.keys() ?? [])], [...(past.epochs[0]?.readers ?? [])]]).toEqual([false, ["01", "02"], ["01", "02"]]);
    expect([bare.rotationDue, [...(bare.epochs[0]?.members.keys() ?? [])], [...(bare.epochs[0]?.readers ?? [])]]).toEqual([true, ["01"], ["01"]]);
    expect([...past.guests, ...bare.guests]).toEqual([]);
  });

  test("the last one may go, and leaves nobody", async () => {
    const log = await after(act({ act: "remove", member: "01", why: "left" }));
    expect([log.members.size, log.stewards.size, log.rotationDue]).toEqual([0, 0, true]);
  });

  test.each<[string, Act]>([
    ["removing somebody who is not in it", { act: "remove", member: "09", why: "removed" }],
    ["making a stranger a steward", { act: "steward", member: "09" }],
    ["new keys for a stranger", { act: "rekey", member: { id: "09", recipient: "", verify: "" } }],
  ])("%s is refused", async (_what, given) => {
    const whole = given.act === "rekey" ? { ...given, member: { ...other, id: "09" } } : given;
    await expect(after(act(whole))).rejects.toEqual(refused("context"));
  });

  test("a key that is taken already is refused, whoever's it is", async () => {
    for (const member of [{ ...other, id: "01" }, { ...other, recipient: me.recipient }, { ...other, verify: me.verify }]) {
      await expect(after(act({ act: "add", member, past: false, guest: false }))).rejects.toEqual(refused("context"));
    }
    await expect(after(act({ act: "epoch", epoch: recipient }))).rejects.toEqual(refused("context"));
  });
});

describe("a header", () => {
  const header = (): Record<string, unknown> => ({
    v: 1, suite: "age-x25519+ed25519", instance: "1a", space: "2b", epoch: 3, doc: "4c", kind: "note", rev: 5,
    prev: "0".repeat(64), author: "01", at: AT,
  });

  /** A document with this header, signed and sealed by the right one, however the header is written. */
  async function opened(hdr: Record<string, unknown>, more: Record<string, unknown> = {}) {
    const body: Json = { text: "x" };
    const sig = await sign(key, utf8(`tuokio-note-v1\n${canonical({ ...hdr, body: digest(utf8(canonical(body))) } as Json)}`));
    const plain = utf8(canonical({ hdr, body, sig, ...more } as Json));
    const filled = new Uint8Array(paddedLength(plain.length)).fill(0x20);
    filled.set(plain);
    const place = { instance: "1a", space: "2b", epoch: 3, doc: "4c", kind: "note" } as const;
    return openDocument(await sealTo([recipient], filled), [mine], { place, lastSeen: 0, authors: new Map([["01", me.verify]]) });
  }

  test("is accepted when it is written as we write", async () => {
    expect((await opened(header())).header).toEqual(header());
    expect((await opened({ ...header(), rev: 1, prev: null })).header.prev).toBeNull();
  });

  test.each([
    ["v", 2], ["v", "1"], ["suite", "age-scrypt"], ["suite", ""], ["suite", null],
    ["instance", ""], ["instance", "1A"], ["instance", "a".repeat(65)], ["instance", " 1a"], ["instance", 1],
    ["space", "x"], ["doc", ""], ["author", "Anu"], ["author", null],
    ["epoch", 0], ["epoch", 1.5], ["epoch", "3"], ["epoch", -3], ["rev", 0], ["rev", -1], ["rev", 2 ** 53], ["rev", "5"], ["rev", 1],
    ["prev", null], ["prev", ""], ["prev", "0".repeat(63)], ["prev", "0".repeat(65)], ["prev", `${"0".repeat(63)}x`], ["prev", 1],
    ["kind", "cv"], ["kind", ""], ["kind", null],
    ["at", "tänään"], ["at", `${AT}x`], ["at", `x${AT}`], ["at", "2027-01-12T13:00:00Z"], ["at", 1], ["at", "2027-1-12T13:00Z"],
    ["at", "x027-01-12T13:00Z"], ["at", "2027-x1-12T13:00Z"], ["at", "2027-01-x2T13:00Z"], ["at", "2027-01-12Tx3:00Z"], ["at", "2027-01-12T13:x0Z"],
    ["more", 1],
  ])("is refused with %s %j", async (field, value) => {
    await expect(opened({ ...header(), [field]: value })).rejects.toEqual(refused("form"));
  });

  test("is refused when a part of it is missing, or something stands beside it", async () => {
    for (const field of Object.keys(header())) {
      const { [field]: _left, ...rest } = header();
      await expect(opened(rest), field).rejects.toEqual(refused("form"));
    }
    await expect(opened(header(), { more: 1 })).rejects.toEqual(refused("form"));
    await expect(opened(header(), { sig: 1 })).rejects.toEqual(refused("form"));
    await expect(opened(header(), { hdr: [header()] })).rejects.toEqual(refused("form"));
    await expect(opened(header(), { sig: "A".repeat(86) + "==" })).rejects.toEqual(refused("signature"));
  });

  test("what is no text, or is filled with something else than spaces, is refused", async () => {
    const place = { instance: "1a", space: "2b", epoch: 3, doc: "4c", kind: "note" } as const;
    for (const plain of [Uint8Array.of(0xff, 0xfe), new Uint8Array(0), utf8("[]"), utf8(" ".repeat(512)), utf8("\ufeff{}")]) {
      await expect(openDocument(await sealTo([recipient], plain), [mine], { place, lastSeen: 0, authors: new Map() })).rejects.toEqual(refused("form"));
    }
  });
});

describe("bytes that say the same as what was signed", () => {
  const place = { instance: "1a", space: "2b", epoch: 3, doc: "4c", kind: "note" } as const;
  const header = { ...place, v: 1, suite: "age-x25519+ed25519", rev: 1, prev: null, author: "01", at: AT } as const;
  const whole = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const sealed = await sealDocument(header, { text: "\ufffd" }, { signWith: key, recipient });
    return new Uint8Array(await openWith([mine], sealed));
  };
  const opening = async (plain: Uint8Array) =>
    openDocument(await sealTo([recipient], plain), [mine], { place, lastSeen: 0, authors: new Map([["01", me.verify]]) });

  test("are accepted as they were written", async () => {
    expect((await opening(await whole())).body).toEqual({ text: "\ufffd" });
  });

  test("are refused when a letter is spelled in bytes that are no text", async () => {
    const plain = await whole();
    const at = plain.indexOf(0xef);
    const shorter = Uint8Array.from([...plain.slice(0, at), 0xff, ...plain.slice(at + 3), 0x20, 0x20]);
    expect(new TextDecoder().decode(shorter).trimEnd()).toBe(new TextDecoder().decode(plain).trimEnd());
    await expect(opening(shorter)).rejects.toEqual(refused("form"));
  });

  test("are refused behind a mark that readers of text leave out", async () => {
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...(await whole()).slice(0, -3)]);
    await expect(opening(marked)).rejects.toEqual(refused("form"));
  });

  test("are refused when they are filled up further, or less, than ours", async () => {
    const plain = await whole();
    for (const filled of [Uint8Array.from([...plain, 0x20]), Uint8Array.from([...plain, ...new Uint8Array(512).fill(0x20)]), plain.slice(0, -1)]) {
      await expect(opening(filled)).rejects.toEqual(refused("form"));
    }
  });
});

test("a record is an object with names, and has exactly those that are asked for", () => {
  expect([{}, { a: 1 }].map(isRecord)).toEqual([true, true]);
  expect([null, [], 1, "x", undefined, true].map(isRecord)).toEqual([false, false, false, false, false, false]);
  expect(hasKeys({ b: 1, a: 2 }, ["a", "b"])).toBe(true);
  expect(hasKeys({ a: 1 }, ["a", "b"])).toBe(false);
  expect(hasKeys({ a: 1, b: 1 }, ["a"])).toBe(false);
});
