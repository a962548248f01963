/**
 * How an invited person's keys are known to be theirs, although a server stands between: words told outside Tuokio.
 *
 * The proof binds the keys to the circle and to this invite. Whoever keeps it could try words against it, so the words
 * are stretched as a passphrase is (scrypt, 64 MiB): four of them, 51 bits, and two weeks for it.
 *
 * A link carries a secret of 160 bits in the words' place, behind the `#`; all else is the same.
 */

import { scryptAsync } from "@noble/hashes/scrypt.js";
import { base32nopad } from "@scure/base";
import { canonical, type Json, toBase64, utf8 } from "../core/bytes";
import { drawnWords, readPassphrase } from "../core/words";
import type { InviteAnswer } from "./api";

const WORDS = 4;

export const newInviteWords = (list: readonly string[]): string => drawnWords(list, WORDS);

export const newLinkSecret = (): string => base32nopad.encode(crypto.getRandomValues(new Uint8Array(20))).toLowerCase();

export async function proofOf(words: string, invite: { id: string; space: string }, keys: Omit<InviteAnswer, "proof">): Promise<string> {
  const { member, recipient, verify } = keys;
  return stretchedMac(readPassphrase(words), `tuokio-invite ${invite.id}`, { v: 1, invite: invite.id, space: invite.space, member, recipient, verify });
}

/** What somebody who knows a short secret can say of a value, and nobody else. */
export async function stretchedMac(secret: string, salt: string, said: Json): Promise<string> {
  const stretched = await scryptAsync(utf8(secret), utf8(salt), { N: 2 ** 16, r: 8, p: 1, dkLen: 32 });
  const key = await crypto.subtle.importKey("raw", new Uint8Array(stretched), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(canonical(said)))));
}

/** Whether an answer was made by somebody who was told the words. */
export async function isProved(words: string, invite: { id: string; space: string }, answer: InviteAnswer): Promise<boolean> {
  return (await proofOf(words, invite, answer)) === answer.proof;
}
