/** What stands in for the parts of age-encryption that we do not ship, against those parts themselves. */

import { x25519 as whole } from "@noble/curves/ed25519.js";
import { expect, test } from "vitest";
import { p256, x25519 } from "./no-curves";
import { MLKEM768P256, MLKEM768X25519 } from "./no-hybrid";
import { newIdentity, recipientOf } from "./sealing";

test("the base point is the library's, so the browser makes the same public keys", async () => {
  expect(x25519.GuBytes).toEqual(whole.GuBytes);
  const secret = Uint8Array.from({ length: 32 }, (_, at) => at);
  const pkcs8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20, ...secret]);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, "X25519", false, ["deriveBits"]);
  const base = await crypto.subtle.importKey("raw", x25519.GuBytes, "X25519", false, []);
  const made = await crypto.subtle.deriveBits({ name: "X25519", public: base }, key, 256);
  expect(new Uint8Array(made)).toEqual(whole.getPublicKey(secret));
  expect(await recipientOf(await newIdentity())).toMatch(/^age1[0-9a-z]{58}$/);
});

test("everything else that was left out refuses", () => {
  const uses = [
    x25519.scalarMult, x25519.scalarMultBase, () => p256.lengths,
    ...[MLKEM768P256, MLKEM768X25519].flatMap((kind) => [kind.getPublicKey, kind.encapsulate, kind.decapsulate]),
  ];
  expect(uses).toHaveLength(9);
  for (const use of uses) expect(use).toThrowError(expect.objectContaining({ reason: "suite" }));
});
