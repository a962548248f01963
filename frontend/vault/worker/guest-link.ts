/**
 * The link of a meeting's guest: one secret, from which the guest's browser reckons its keys and the word for the
 * server, and the end of the signed list, so that no other circle can be shown in its place.
 */

import { base64urlnopad, bech32, hex } from "@scure/base";
import { toBase64, utf8 } from "../core/bytes";
import { Refusal } from "../core/refusal";
import { type PublicKeys, publicKeys, type Secret } from "../keys/secret";

export interface GuestKeys {
  secret: Secret;
  keys: PublicKeys;
  /** What the server is told: it says nothing of the keys. */
  word: string;
}

export interface GuestLink {
  seed: string;
  length: number;
  head: string;
}

export const newSeed = (): string => base64urlnopad.encode(crypto.getRandomValues(new Uint8Array(32)));

export async function guestKeys(seed: string): Promise<GuestKeys> {
  const bytes = decoded(seed);
  const part = async (info: string): Promise<Uint8Array> => {
    const key = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits"]);
    const given = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(`tuokio-guest ${info}`) };
    return new Uint8Array(await crypto.subtle.deriveBits(given, key, 256));
  };
  const root = bech32.encodeFromBytes("age-secret-key-", await part("root")).toUpperCase();
  const secret = { root, signing: toBase64(await part("sign")) };
  return { secret, keys: await publicKeys(secret), word: base64urlnopad.encode(await part("word")) };
}

export const writtenLink = ({ seed, length, head }: GuestLink): string => `${seed}.${length}.${base64urlnopad.encode(hex.decode(head))}`;

/** Refuses (`form`) what is no such link. */
export function readLink(text: string): GuestLink {
  const [seed = "", length = "", head = "", ...rest] = text.split(".");
  if (rest.length > 0 || !/^[1-9]\d{0,5}$/.test(length)) throw new Refusal("form");
  if (decoded(seed).length !== 32 || decoded(head).length !== 32) throw new Refusal("form");
  return { seed, length: Number(length), head: hex.encode(decoded(head)) };
}

function decoded(text: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(base64urlnopad.decode(text));
  } catch {
    throw new Refusal("form");
  }
}
