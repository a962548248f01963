/**
 * What a person's devices must not forget between two visits: how long each list of members was and which index they
 * saw last. It holds no secret; it is sealed so that nobody reads from it, and signed so that nobody writes in it.
 */

import { fromBase64, type Json, toBase64 } from "../core/bytes";
import { type Header, isRecord, openDocument, sealDocument } from "../core/envelope";
import { Refusal } from "../core/refusal";
import type { HeldKeys, PublicKeys } from "../keys/secret";
import { minute } from "./minute";

export interface SeenSpace {
  length: number;
  head: string;
  /** The newest version of the space's index that was seen; 0 when none was. */
  index: number;
  /** That version's mark; empty when there was none. */
  mark: string;
}

export interface Keyring {
  rev: number;
  seen: Record<string, SeenSpace>;
}

const PLACE = { epoch: 1, kind: "keyring" } as const;

interface Owner {
  instance: string;
  person: string;
  keys: PublicKeys;
  held: HeldKeys;
}

export async function sealedKeyring({ instance, person, keys, held }: Owner, ring: Keyring): Promise<string> {
  const header: Omit<Header, "v" | "suite"> = {
    ...PLACE, instance, space: person, doc: person, rev: ring.rev, author: person, at: minute(),
    prev: ring.rev === 1 ? null : "0".repeat(64), // each version is whole; none builds on the one before
  };
  const body: Json = { v: 1, seen: Object.fromEntries(Object.entries(ring.seen).map(([id, seen]) => [id, { ...seen }])) };
  return toBase64(await sealDocument(header, body, { signWith: held.sign, recipient: keys.recipient }));
}

/** The keyring as it was sealed. Refuses what is not one's own, or an older one than was seen here. */
export async function openedKeyring(owner: Owner, kept: { rev: number; sealed: string }, lastSeen = 0): Promise<Keyring> {
  const { instance, person, keys, held } = owner;
  const { header, body } = await openDocument(fromBase64(kept.sealed), [held.root], {
    place: { ...PLACE, instance, space: person, doc: person },
    lastSeen,
    authors: new Map([[person, keys.verify]]),
  });
  if (header.rev !== kept.rev) throw new Refusal("older");
  if (!isRecord(body) || body["v"] !== 1 || !isRecord(body["seen"])) throw new Refusal("form");
  return { rev: header.rev, seen: body["seen"] as unknown as Record<string, SeenSpace> };
}
