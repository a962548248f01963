import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "../core/bytes";
import { held, newSecret } from "../keys/secret";
import { openedKeyring, sealedKeyring } from "./keyring";

const PLACE = { instance: "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", person: "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb" };
const SEEN = { space: { length: 2, head: "1".repeat(64), index: 3 } };

test("a keyring comes back as it was sealed, with or without the chain of entries", async () => {
  const { secret, keys } = await newSecret();
  const owner = { ...PLACE, keys, held: await held(secret) };
  const before = { rev: 1, seen: SEEN }; // as it was before anybody looked at the chain
  expect(await openedKeyring(owner, { rev: 1, sealed: await sealedKeyring(owner, before) })).toEqual(before);
  const after = { rev: 2, seen: SEEN, audit: { seq: 7, hash: "2".repeat(64), on: "2027-01-12" } };
  const sealed = await sealedKeyring(owner, after);
  expect(await openedKeyring(owner, { rev: 2, sealed })).toEqual(after);
  await expect(openedKeyring(owner, { rev: 2, sealed }, 3)).rejects.toMatchObject({ reason: "older" });
  const flipped = fromBase64(sealed);
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  await expect(openedKeyring(owner, { rev: 2, sealed: toBase64(flipped) })).rejects.toMatchObject({ reason: "form" });
});
