/**
 * What a person's devices must not forget between two visits: how long each list of members was and which index they
 * saw last; and the keys that the person had before, so that what was sealed to those still opens. It is sealed to the
 * keys of now, and signed so that nobody writes in it.
 */

import { fromBase64, type Json, toBase64 } from "../core/bytes";
import { type Header, isRecord, openDocument, sealDocument } from "../core/envelope";
import { Refusal } from "../core/refusal";
import type { HeldKeys, PublicKeys, Secret } from "../keys/secret";
import { minute } from "./minute";

export interface SeenSpace {
  length: number;
  head: string;
  /** How many versions of the space's lists were seen in all; 0 when none was. */
  index: number;
  /** The newest version of each epoch's list that was seen. */
  revs?: Record<string, number>;
  /** The beginnings of those versions' marks. */
  marks?: Record<string, string>;
}

/** The last head that was seen of the house's chain of entries, and on which day. */
export interface SeenAudit {
  seq: number;
  hash: string;
  on: string;
}

/** What a person's devices keep of circles beside: all of it may be missing. */
export interface CircleMemory {
  /** How long the list of members was when its words were last compared, by space. */
  compared?: Record<string, number>;
  /** The words of invites that wait for their answer, by invite. */
  words?: Record<string, string>;
  /** The secrets of their links, where one was made, by invite. */
  links?: Record<string, string>;
  /** The links of running meetings' guests, by space. */
  guests?: Record<string, { link: string; member: string; ends: string }>;
}

export interface Keyring extends CircleMemory {
  rev: number;
  seen: Record<string, SeenSpace>;
  /** A keyring from before anybody looked has none. */
  audit?: SeenAudit;
  /** The secrets one had before. */
  former?: Secret[];
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
  const { rev: _rev, ...kept } = ring;
  const body = JSON.parse(JSON.stringify({ v: 1, ...kept })) as Json;
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
  const { v: _v, ...ring } = body;
  if (ring["audit"] !== undefined) readAudit(ring["audit"]);
  return { ...(ring as unknown as Omit<Keyring, "rev">), rev: header.rev };
}

function readAudit(value: unknown): SeenAudit {
  if (!isRecord(value)) throw new Refusal("form");
  const { seq, hash, on } = value;
  if (typeof seq !== "number" || typeof hash !== "string" || typeof on !== "string") throw new Refusal("form");
  return { seq, hash, on };
}
