import { expect, test } from "vitest";
import { utf8 } from "./bytes";
import { isSigned, newSigningPair, sign, signingKey, verifyOf } from "./signing";

test("a signature is known by the public half, which follows from the secret", async () => {
  const [pair, other] = [await newSigningPair(), await newSigningPair()];
  const signature = await sign(await signingKey(pair.secret), utf8("teksti"));

  expect(await verifyOf(pair.secret)).toBe(pair.verify);
  expect(await isSigned(pair.verify, utf8("teksti"), signature)).toBe(true);
  expect(await isSigned(other.verify, utf8("teksti"), signature)).toBe(false);
  expect(await isSigned(pair.verify, utf8("Teksti"), signature)).toBe(false);
});

test.each(["", "x", "AAAA", "!".repeat(44)])("%j is no key and no signature", async (text) => {
  const pair = await newSigningPair();
  const signature = await sign(await signingKey(pair.secret), utf8("teksti"));
  expect(await isSigned(text, utf8("teksti"), signature)).toBe(false);
  expect(await isSigned(pair.verify, utf8("teksti"), text)).toBe(false);
});

test("a signing key cannot be read out", async () => {
  const key = await signingKey((await newSigningPair()).secret);
  await expect(crypto.subtle.exportKey("pkcs8", key)).rejects.toThrow();
});
