/** An age identity as a key of the browser's own that opens files and cannot be read out. */

import { bech32 } from "@scure/base";
import { Refusal } from "../core/refusal";

/** RFC 8410: what stands before the 32 bytes of an X25519 secret in PKCS #8. */
const PKCS8_HEAD = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20];

export function x25519Key(identity: string): Promise<CryptoKey> {
  const { prefix, bytes } = bech32.decodeToBytes(identity);
  if (prefix.toUpperCase() !== "AGE-SECRET-KEY-" || bytes.length !== 32) throw new Refusal("suite");
  const pkcs8 = Uint8Array.from([...PKCS8_HEAD, ...bytes]);
  return crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
}
