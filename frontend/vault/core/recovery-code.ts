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
const WHOLE = 28;

export function newRecoveryCode(): string {
  // 256 is a multiple of 32: each sign is equally likely
  const signs = [...crypto.getRandomValues(new Uint8Array(CHANCE))].map((byte) => SIGNS[byte % SIGNS.length]);
  return grouped(withCheck(signs.join("")));
}

/**
 * What somebody typed, as the code it stands for; null when it is none.
 *
 * Small letters, spaces, hyphens, O for 0 and I or L for 1 are all understood.
 */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  if (plain.length !== WHOLE || [...plain].some((sign) => !SIGNS.includes(sign))) return null;
  return withCheck(plain.slice(0, CHANCE)) === plain ? grouped(plain) : null;
}

function withCheck(signs: string): string {
  const [first, second] = sha256(utf8(`tuokio-recovery-v1\n${signs}`));
  return signs + SIGNS[(first ?? 0) % SIGNS.length] + SIGNS[(second ?? 0) % SIGNS.length];
}

const grouped = (plain: string): string => (plain.match(/.{4}/g) ?? []).join("-");
