/** Ed25519 by the browser itself: keys that sign and cannot be read out. */

import { fromBase64, toBase64 } from "./bytes";

/** RFC 8410: what stands before the 32 bytes of an Ed25519 secret in PKCS #8. */
const PKCS8_HEAD = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]);

export interface SigningPair {
  /** 32 bytes, base64: goes into the keyring, nowhere else. */
  secret: string;
  /** 32 bytes, base64: goes into the signed list of members. */
  verify: string;
}

export async function newSigningPair(): Promise<SigningPair> {
  const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { secret: toBase64(pkcs8.slice(PKCS8_HEAD.length)), verify: toBase64(raw) };
}

/** The public half that belongs to a secret: what a member's documents are checked with. */
export async function verifyOf(secret: string): Promise<string> {
  const key = await crypto.subtle.importKey("pkcs8", pkcs8Of(secret), "Ed25519", true, ["sign"]);
  // Stryker disable next-line StringLiteral: a public key always has its x
  const { x = "" } = await crypto.subtle.exportKey("jwk", key);
  return x.replaceAll("-", "+").replaceAll("_", "/").padEnd(44, "=");
}

/** The signing key as one that cannot be read out again. */
export function signingKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", pkcs8Of(secret), "Ed25519", false, ["sign"]);
}

const pkcs8Of = (secret: string): Uint8Array<ArrayBuffer> => new Uint8Array([...PKCS8_HEAD, ...fromBase64(secret)]);

export async function sign(key: CryptoKey, text: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.sign("Ed25519", key, text)));
}

/** Whether `signature` over `text` is by the holder of `verify`; false for anything that is no key or no signature. */
export async function isSigned(verify: string, text: Uint8Array<ArrayBuffer>, signature: string): Promise<boolean> {
  try {
    // Stryker disable next-line BooleanLiteral: a public key that is used here and forgotten
    const key = await crypto.subtle.importKey("raw", fromBase64(verify), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, fromBase64(signature), text);
  } catch {
    return false;
  }
}
