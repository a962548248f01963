/**
 * A passkey as a way of opening: an age file with one `age-encryption.org/fido2prf` stanza, which any tool that knows
 * that stanza opens with the passkey alone (C2SP age-plugin-fido2prf).
 *
 * The stanza's nonce is made from the host's name, so that one showing both signs in and opens before the server has
 * said whose passkey it is. Each passkey therefore gives one key here, and seals one file in its life: right after it
 * was made. A second file needs a second passkey.
 */

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64nopad } from "@scure/base";
import { Stanza } from "age-encryption";
import { utf8 } from "../core/bytes";
import { Refusal } from "../core/refusal";
import { openWithWrapper, sealToWrapper } from "../core/sealing";
import { LABEL, nonceOf } from "./prf-inputs";
import { readSecret, type Secret, secretBytes } from "./secret";

const NO_NONCE = new Uint8Array(12); // the key is used for one file alone

/** Seal the secret to a passkey that has just been made, with what it gave; that is wiped. */
export async function sealedWithPasskey(secret: Secret, given: ArrayBuffer, host: string): Promise<Uint8Array> {
  const key = keyFrom(given);
  const wrapper = {
    wrapFileKey: (fileKey: Uint8Array) => [
      new Stanza([LABEL, base64nopad.encode(nonceOf(host))], chacha20poly1305(key, NO_NONCE).encrypt(fileKey)),
    ],
  };
  return sealToWrapper(wrapper, secretBytes(secret)).finally(() => key.fill(0));
}

/** Open what was sealed to a passkey, with what it gave; that is wiped. Refuses `recipient` when it is another's. */
export async function openedWithPasskey(sealed: Uint8Array, given: ArrayBuffer, host: string): Promise<Secret> {
  const key = keyFrom(given);
  const here = base64nopad.encode(nonceOf(host));
  const unwrapFileKey = ([stanza]: Stanza[]): Uint8Array | null => {
    if (stanza?.args.length !== 2 || stanza.args[1] !== here || stanza.body.length !== 32) throw new Refusal("form");
    try {
      return chacha20poly1305(key, NO_NONCE).decrypt(stanza.body);
    } catch {
      return null;
    }
  };
  const plain = await openWithWrapper(LABEL, { unwrapFileKey }, sealed).finally(() => key.fill(0));
  return readSecret(plain);
}

/** Both of the passkey's secrets as one key, as the stanza's makers say; they are wiped. */
function keyFrom(given: ArrayBuffer): Uint8Array {
  const bytes = new Uint8Array(given);
  if (bytes.length !== 64) throw new Refusal("form");
  const key = extract(sha256, bytes, utf8(LABEL));
  bytes.fill(0);
  return key;
}
