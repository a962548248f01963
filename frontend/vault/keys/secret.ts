/**
 * What a way of unlocking gives back: a person's two secrets. Each way is one age file with the same content, so that
 * a new passphrase or device never touches a note.
 */

import { canonical, readCanonical, utf8 } from "../core/bytes";
import { hasKeys, isRecord } from "../core/envelope";
import { paddedLength } from "../core/padme";
import { Refusal } from "../core/refusal";
import { newIdentity, openWithCode, recipientOf, sealWithCode } from "../core/sealing";
import { newSigningPair, signingKey, verifyOf } from "../core/signing";
import { x25519Key } from "./x25519-key";

/** A person's root key and signing key as text: only while they are made or sealed anew. */
export interface Secret {
  root: string;
  signing: string;
}

export interface PublicKeys {
  recipient: string;
  verify: string;
}

/** The same as keys that cannot be read out. */
export interface HeldKeys {
  root: CryptoKey;
  sign: CryptoKey;
}

export async function newSecret(): Promise<{ secret: Secret; keys: PublicKeys }> {
  const secret = { root: await newIdentity(), signing: (await newSigningPair()).secret };
  return { secret, keys: await publicKeys(secret) };
}

export async function publicKeys({ root, signing }: Secret): Promise<PublicKeys> {
  return { recipient: await recipientOf(root), verify: await verifyOf(signing) };
}

export async function held(secret: Secret): Promise<HeldKeys> {
  return { root: await x25519Key(secret.root), sign: await signingKey(secret.signing) };
}

/** The secret as it is sealed: always of one length. */
export function secretBytes({ root, signing }: Secret): Uint8Array {
  const plain = utf8(canonical({ v: 1, root, signing }));
  const filled = new Uint8Array(paddedLength(plain.length)).fill(0x20);
  filled.set(plain);
  return filled;
}

/** The secret that a way gave back. Refuses (`form`) what is none. */
export function readSecret(plain: Uint8Array): Secret {
  const value = readCanonical(new TextDecoder().decode(plain).trimEnd());
  if (!isRecord(value) || !hasKeys(value, ["v", "root", "signing"]) || value["v"] !== 1) throw new Refusal("form");
  const { root, signing } = value;
  if (typeof root !== "string" || typeof signing !== "string") throw new Refusal("form");
  return { root, signing };
}

export const sealedWithCode = (secret: Secret, code: string): Promise<Uint8Array> => sealWithCode(code, secretBytes(secret));

export async function openedWithCode(sealed: Uint8Array, code: string): Promise<Secret> {
  return readSecret(await openWithCode(code, sealed));
}
