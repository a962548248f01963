/**
 * A commitment: what binds somebody to their words before anybody else sees them.
 *
 * Words written hidden stay sealed to their writer alone; the room gets `bound`, and at the reveal the words and the
 * nonce. It is the hash commitment SHA-256(name of the scheme, nonce, words): it binds, since two openings of one
 * `bound` would be a collision (Halevi and Micali, "Practical and Provably-Secure Commitment Schemes from
 * Collision-Free Hashing", CRYPTO '96), and it hides, since the nonce is 32 bytes of chance and the hash is taken for
 * a random oracle: somebody who guesses the words right cannot tell that they did.
 *
 * Whose words they are and to which question stand in `words` too, so that nobody passes another's `bound` on as
 * their own.
 */

import { canonical, digest, fromBase64, type Json, toBase64, utf8 } from "../vault/core/bytes";

const SCHEME = "tuokio-hidden-words-v1";
const CHANCE = 32;

export interface Binding {
  /** Told to the room at once: 64 hexadecimal signs, and nothing of the words, not even their length. */
  bound: string;
  /** Kept by the writer with the words until the reveal; base64. */
  nonce: string;
}

/** Throws when the words have no one text of their own (half a sign, as no keyboard writes). */
export function bind(words: Json): Binding {
  const nonce = toBase64(crypto.getRandomValues(new Uint8Array(CHANCE)));
  return { bound: boundTo(nonce, words), nonce };
}

/** Whether these are the words that their writer was bound to. What is not written as this writes does not hold. */
export function holds(bound: string, nonce: string, words: Json): boolean {
  try {
    return fromBase64(nonce).length === CHANCE && boundTo(nonce, words) === bound;
  } catch {
    return false;
  }
}

const boundTo = (nonce: string, words: Json): string => digest(utf8(canonical([SCHEME, nonce, words])));
