/**
 * The recovery code: 26 signs of chance and two that show a slip of the pen, in seven groups of four.
 *
 * The signs are Crockford's 32 (no I, L, O, U), so that what was read aloud or written by hand comes back: 130 bits.
 * The two last signs are made from the others' SHA-256 (20 bits of it shown as 10): they catch a slip before the
 * slow opening is tried, and protect nothing.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "./bytes";

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHANCE = 26;
const SHORT = 8;

export const newRecoveryCode = (): string => grouped(withCheck(drawn(CHANCE)));

/** Eight signs that a person carries from one screen to another: 40 bits. */
export const newShortCode = (): string => grouped(drawn(SHORT));

export function readShortCode(typed: string): string | null {
  const plain = signsOf(typed);
  return plain.length === SHORT && isSigns(plain) ? grouped(plain) : null;
}

function drawn(length: number): string {
  // 256 is a multiple of 32: each sign is equally likely
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => SIGNS[byte % SIGNS.length]).join("");
}

/**
 * What somebody typed, as the code it stands for; null when it is none.
 *
 * Small letters, spaces, hyphens, O for 0 and I or L for 1 are all understood.
 */
export function readRecoveryCode(typed: string): string | null {
  const plain = signsOf(typed);
  return isSigns(plain) && withCheck(plain.slice(0, CHANCE)) === plain ? grouped(plain) : null;
}

const isSigns = (plain: string): boolean => [...plain].every((sign) => SIGNS.includes(sign));

function signsOf(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}

function withCheck(signs: string): string {
  const [first, second] = sha256(utf8(`tuokio-recovery-v1\n${signs}`));
  return signs + SIGNS[(first ?? 0) % SIGNS.length] + SIGNS[(second ?? 0) % SIGNS.length];
}

const grouped = (plain: string): string => (plain.match(/.{4}/g) ?? []).join("-");
