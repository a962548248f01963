/** Answers that stay the same for ever: what is sealed, signed or written on paper today must be understood in ten years. */

import { hex } from "@scure/base";
import { Stanza } from "age-encryption";
import { afterEach, expect, test, vi } from "vitest";
import { canonical, digest, fromBase64, type Json, readCanonical, toBase64, utf8 } from "./bytes";
import { openDocument, sealDocument } from "./envelope";
import { MLKEM768P256, MLKEM768X25519 } from "./no-hybrid";
import { paddedLength } from "./padme";
import { newRecoveryCode, newShortCode, readRecoveryCode, readShortCode } from "./recovery-code";
import { Refusal } from "./refusal";
import { newIdentity, openBlob, openWith, openWithCode, openWithWrapper, recipientOf, sealBlob, sealTo, sealToWrapper, sealWithCode, WORK_FACTOR } from "./sealing";
import { isSigned, newSigningPair, sign, signingKey, verifyOf } from "./signing";
import { CHECK_WORDS, checkWords, LIST_LENGTH, newPassphrase, PASSPHRASE_WORDS, readPassphrase } from "./words";

const refused = (reason: string) => expect.objectContaining({ reason });
const LIST = Array.from({ length: LIST_LENGTH }, (_, place) => `sana${place}`);

afterEach(() => vi.restoreAllMocks());

/** Let the browser's own chance give these numbers, one call after another. */
function chance(...calls: number[][]): void {
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    const given = calls.shift() ?? [];
    (array as unknown as Uint32Array).set(given);
    return array;
  });
}

test("lengths are filled up as PURBs fills them, 512 bytes at least", () => {
  const lengths = [1, 511, 512, 513, 544, 545, 1000, 1024, 1025, 20_000, 65_536, 65_537, 1_000_000];
  expect(lengths.map(paddedLength)).toEqual([512, 512, 512, 544, 544, 576, 1024, 1024, 1088, 20_480, 65_536, 67_584, 1_015_808]);
});

test("a recovery code on paper is read in all its spellings, and told from a slip", () => {
  chance(Array.from({ length: 26 }, (_, place) => place * 9));
  expect(newRecoveryCode()).toBe("09JV-4DPZ-8HT3-CNY7-GS2B-MX6F-R18A");
  const code = "09JV-4DPZ-8HT3-CNY7-GS2B-MX6F-R18A";
  for (const typed of [code, code.toLowerCase(), code.replaceAll("-", ""), `  ${code.replaceAll("-", " . ")}\n`, code.replace("09", "O9").replace("18A", "l8a"), code.replace("18A", "I8A"), "０９ＪＶ４ＤＰＺ" + code.slice(10)]) {
    expect(readRecoveryCode(typed), typed).toBe(code);
  }
  expect(readRecoveryCode(codeWith("5", 25))).not.toBeNull();
  for (const place of [0, 13, 25]) expect(readRecoveryCode(codeWith("U", place)), `U at ${place}`).toBeNull(); // none of ours
  for (const typed of ["09JV-4DPZ-8HT3-CNY7-GS2B-MX6F-R18B", "09JV-4DPZ-8HT3-CNY7-GS2B-MX6F-R19A", code.slice(1), `${code}0`, code.replace("J", "U"), ""]) {
    expect(readRecoveryCode(typed), typed).toBeNull();
  }
});

/** Twenty-six signs of which one is `sign`, with the check that belongs to them. */
function codeWith(sign: string, place: number): string {
  const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const chosen = [..."0".repeat(26)].with(place, sign).join("");
  const [first = 0, second = 0] = hex.decode(digest(utf8(`tuokio-recovery-v1\n${chosen}`)));
  return chosen + signs[first % 32] + signs[second % 32];
}

test("eight signs that are carried between two screens are read in all their spellings", () => {
  chance(Array.from({ length: 8 }, (_, place) => place * 9));
  expect(newShortCode()).toBe("09JV-4DPZ");
  for (const typed of ["09JV-4DPZ", "o9jv 4dpz", " 09jv4dpz\n"]) expect(readShortCode(typed), typed).toBe("09JV-4DPZ");
  for (const typed of ["", "09JV-4DP", "09JV-4DPZ-0", "09JV-4DPU", "UUUU-UUUU"]) expect(readShortCode(typed), typed).toBeNull();
});

test("a passphrase is drawn word by word, and what would favour some words is drawn again", () => {
  expect([PASSPHRASE_WORDS, CHECK_WORDS, LIST_LENGTH]).toEqual([6, 4, 7776]);
  const limit = Math.floor(2 ** 32 / 7776) * 7776;
  chance([0], [7775], [7776], [limit], [2 ** 32 - 1], [limit - 1], [1], [15_553]);
  expect(newPassphrase(LIST)).toBe("sana0 sana7775 sana0 sana7775 sana1 sana1");
});

test("a list of another length is refused, and says so", () => {
  for (const list of [LIST.slice(1), [...LIST, "liikaa"], []]) {
    expect(() => newPassphrase(list)).toThrow(`A list has 7776 words, not ${list.length}.`);
    expect(() => checkWords("00", list)).toThrow(RangeError);
  }
});

test("check words follow from the digest as a number, the last places first", () => {
  expect(checkWords("0123456789abcdef".repeat(4), LIST)).toEqual(["sana5775", "sana6585", "sana433", "sana1818"]);
  expect(checkWords("0100", LIST)).toEqual(["sana256", "sana0", "sana0", "sana0"]);
});

test("a passphrase is read with any of the signs between words", () => {
  expect(readPassphrase("\n Yksi-kaksi.kolme,neljä  viisi --kuusi ")).toBe("yksi kaksi kolme neljä viisi kuusi");
});

test("a value has one text, and only that text is read", () => {
  expect(canonical({ b: [1, null, true], a: "ä" })).toBe('{"a":"ä","b":[1,null,true]}');
  expect(() => canonical(undefined as unknown as Json)).toThrow("This value has no JSON form.");
  expect(readCanonical('{"a":1}')).toEqual({ a: 1 });
  expect(readCanonical("null")).toBeNull();
  for (const text of ["", "{", '{"b":1,"a":2}', '{"a": 1}', '{"a":1,"a":1}', "1.0", '"\\u00e4"']) expect(readCanonical(text), text).toBeUndefined();
});

test("bytes and their text and digest", () => {
  expect([...utf8("ä€")]).toEqual([0xc3, 0xa4, 0xe2, 0x82, 0xac]);
  expect(digest(utf8("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(toBase64(Uint8Array.of(251, 239))).toBe("++8=");
  expect([...fromBase64("++8=")]).toEqual([251, 239]);
});

test("a refusal is told by its name and reason alone", () => {
  const fault = new Refusal("author");
  expect([fault.name, fault.message, fault.reason, fault instanceof Error]).toEqual(["Refusal", "refused: author", "author", true]);
});

const fromHex = (text: string): string => toBase64(hex.decode(text));

test("signatures are those of RFC 8032", async () => {
  const secret = fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  const verify = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  expect(await verifyOf(secret)).toBe(verify);
  expect(await sign(await signingKey(secret), new Uint8Array(0))).toBe(
    fromHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
  );
  const pair = await newSigningPair();
  expect([fromBase64(pair.secret).length, fromBase64(pair.verify).length, await verifyOf(pair.secret)]).toEqual([32, 32, pair.verify]);
  expect(await isSigned(verify, new Uint8Array(0), "not base64")).toBe(false);
  expect((await signingKey(secret)).usages).toEqual(["sign"]);
});

const XOR = (key: Uint8Array): Uint8Array => key.map((byte) => byte ^ 0x5a);
const wrapper = (type: string) => ({ wrapFileKey: (key: Uint8Array) => [new Stanza([type, "x"], XOR(key))] });
const opener = (type: string) => ({
  unwrapFileKey: (stanzas: Stanza[]) => {
    const found = stanzas.find(({ args }) => args[0] === type);
    return found ? XOR(found.body) : null;
  },
});

test("what wraps the file's key itself opens its own files, and no other kind of file", async () => {
  const sealed = await sealToWrapper(wrapper("test.example/a"), utf8("teksti"));
  expect(new TextDecoder().decode(await openWithWrapper("test.example/a", opener("test.example/a"), sealed))).toBe("teksti");
  await expect(openWithWrapper("test.example/b", opener("test.example/a"), sealed)).rejects.toEqual(refused("suite"));
  await expect(openWithWrapper("test.example/a", { unwrapFileKey: () => null }, sealed)).rejects.toEqual(refused("recipient"));
  const [mine] = [await newIdentity()];
  await expect(openWith([mine], sealed)).rejects.toEqual(refused("suite"));
  const both = { wrapFileKey: (key: Uint8Array) => [...wrapper("test.example/a").wrapFileKey(key), ...wrapper("test.example/b").wrapFileKey(key)] };
  await expect(openWithWrapper("test.example/a", opener("test.example/a"), await sealToWrapper(both, utf8("x")))).rejects.toEqual(refused("suite"));
});

test("a file for a code has one line, of its kind and with its cost", async () => {
  const salt = toBase64(new Uint8Array(16)).replaceAll("=", "");
  const lines = (...args: string[][]) => ({ wrapFileKey: () => args.map((one) => new Stanza(one, new Uint8Array(32))) });
  for (const wrong of [
    lines(["scrypt", salt, "16"], ["scrypt", salt, "16"]),
    lines(["scrypt", salt, "16"], ["test.example/a", "x", "16"]),
    lines(["test.example/a", salt, "16"]),
    lines(["scrypt", salt, "16", "more"]),
    lines(["scrypt", salt]),
  ]) {
    await expect(openWithCode("sanat", await sealToWrapper(wrong, utf8("x")))).rejects.toEqual(refused("suite"));
  }
  await expect(openWithCode("sanat", await sealToWrapper(lines(["scrypt", salt, "16"]), utf8("x")))).rejects.toEqual(refused("recipient"));
});

test("a file without a line for anybody is refused, whatever opens it", async () => {
  const nobodys = await sealToWrapper({ wrapFileKey: () => [] }, utf8("x"));
  await expect(openWithWrapper("test.example/a", opener("test.example/a"), nobodys)).rejects.toEqual(refused("suite"));
  await expect(openWithCode("sanat", nobodys)).rejects.toEqual(refused("suite"));
  await expect(openWith([await newIdentity()], nobodys)).rejects.toEqual(refused("suite"));
});

test("what stands in for the post-quantum keys does nothing but refuse", () => {
  for (const kind of [MLKEM768X25519, MLKEM768P256]) {
    for (const act of [kind.getPublicKey, kind.encapsulate, kind.decapsulate]) expect(() => act()).toThrowError(refused("suite"));
  }
});

test("a document is sealed by its writer and opened by its reader", async () => {
  const [mine, pair] = [await newIdentity(), await newSigningPair()];
  const place = { instance: "1a", space: "2b", epoch: 3, doc: "4c", kind: "note" } as const;
  const header = { ...place, rev: 1, prev: null, author: "6d", at: "2027-01-12T13:05Z" };
  const sealed = await sealDocument(header, "teksti", { signWith: await signingKey(pair.secret), recipient: await recipientOf(mine) });
  const opened = await openDocument(sealed, [mine], { place, lastSeen: 0, authors: new Map([["6d", pair.verify]]) });
  expect(opened).toEqual({ header: { v: 1, suite: "age-x25519+ed25519", ...header }, body: "teksti" });
});

test("keys of another kind open nothing and are sealed to by nobody", async () => {
  const mine = await newIdentity();
  expect(mine).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
  const recipient = await recipientOf(mine);
  expect(recipient).toMatch(/^age1[0-9a-z]{58}$/);
  const sealed = await sealTo([recipient], utf8("x"));
  for (const wrong of ["AGE-PLUGIN-X-1", "", mine.toLowerCase(), ` ${mine}`]) await expect(openWith([wrong], sealed), wrong).rejects.toEqual(refused("suite"));
  await expect(openWith([], sealed)).rejects.toEqual(refused("recipient"));
  for (const wrong of [`x${recipient}`, `${recipient}x`]) await expect((async () => sealTo([wrong], utf8("x")))()).rejects.toEqual(refused("suite"));
  await expect(sealBlob([], new Blob(["x"]))).rejects.toEqual(refused("suite"));
  await expect(openBlob([mine], new Blob([new Uint8Array(await sealWithCode("x", utf8("x")))]))).rejects.toEqual(refused("suite"));
  await expect(openWith([mine], utf8("not an age file"))).rejects.toEqual(refused("form"));
  expect(WORK_FACTOR).toBe(16);
});
