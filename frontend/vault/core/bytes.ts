/** Bytes as text and text as bytes, in the few ways in which they stand in what we seal. */

import { sha256 } from "@noble/hashes/sha2.js";
import { base64, hex } from "@scure/base";
import canonicalize from "canonicalize";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const digest = (bytes: Uint8Array): string => hex.encode(sha256(bytes));

/** An id that everyone who knows these words reckons alike, and nobody else can. */
export function idOfWords(words: string): string {
  const hex = digest(utf8(words));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

export const toBase64 = (bytes: Uint8Array): string => base64.encode(bytes);

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(base64.decode(text));
}

/** One text for one value, whoever writes it: RFC 8785. */
export function canonical(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("This value has no JSON form.");
  return text;
}

/** Read JSON that was written canonically; anything else (another order, a name twice, loose space) is null. */
export function readCanonical(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
