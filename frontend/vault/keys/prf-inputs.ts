/** What a passkey of a host is asked to turn into secrets: the page asks, the worker seals and opens with the answer. */

import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "../core/bytes";

export const LABEL = "age-encryption.org/fido2prf";
const NONCE_LENGTH = 16;

export const nonceOf = (host: string): Uint8Array => sha256(utf8(`tuokio-passkey-v1\n${host}`)).slice(0, NONCE_LENGTH);

export function prfInputs(host: string): { first: Uint8Array<ArrayBuffer>; second: Uint8Array<ArrayBuffer> } {
  const input = (part: number) => new Uint8Array([...utf8(LABEL), part, ...nonceOf(host)]);
  return { first: input(1), second: input(2) };
}
