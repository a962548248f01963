/**
 * How a new device's key is known to be its own, although a server stands between: eight signs that the new device
 * shows and its person types on the other.
 *
 * They are drawn by chance and never sent. A code reckoned from the key alone could be met by another key that a
 * server searches for; these bind the key as the words of an invite do, stretched (scrypt, 64 MiB) against one salt
 * that nobody knows beforehand. They come back inside what is sealed, so that the new device knows who sealed it:
 * to its public key anybody could.
 */

import { canonical, readCanonical, utf8 } from "../core/bytes";
import { hasKeys, isRecord } from "../core/envelope";
import { newShortCode } from "../core/recovery-code";
import { Refusal } from "../core/refusal";
import { newIdentity, openWith, recipientOf, sealTo } from "../core/sealing";
import { readSecret, type Secret, secretBytes } from "../keys/secret";
import { x25519Key } from "../keys/x25519-key";
import { stretchedMac } from "./joining";

/** What the new device holds while it waits: a key that cannot be read out, and the signs it shows. */
export interface Waiting {
  key: CryptoKey;
  recipient: string;
  code: string;
}

export async function newWaiting(): Promise<Waiting> {
  const identity = await newIdentity();
  return { key: await x25519Key(identity), recipient: await recipientOf(identity), code: newShortCode() };
}

export const approvalProof = (code: string, person: string, recipient: string): Promise<string> =>
  stretchedMac(code, `tuokio-approval ${recipient}`, { v: 1, person, recipient });

export function sealedApproval(secret: Secret, { code, recipient }: Omit<Waiting, "key">): Promise<Uint8Array> {
  return sealTo([recipient], utf8(canonical({ v: 1, code, secret: new TextDecoder().decode(secretBytes(secret)) })));
}

/** The secrets that another device sealed. Refuses (`author`) what was sealed by one that has not seen the signs. */
export async function openedApproval(sealed: Uint8Array, { key, code }: Omit<Waiting, "recipient">): Promise<Secret> {
  const value = readCanonical(new TextDecoder().decode(await openWith([key], sealed)));
  if (!isRecord(value) || !hasKeys(value, ["v", "code", "secret"]) || value["v"] !== 1) throw new Refusal("form");
  if (value["code"] !== code) throw new Refusal("author");
  return readSecret(utf8(String(value["secret"])));
}
