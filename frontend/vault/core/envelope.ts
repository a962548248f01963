/**
 * A document as it lies inside its age file: who wrote it, where it belongs and which version it is, signed.
 *
 * age says who may read and nothing more: without this, whoever keeps the files could swap them, show an old one
 * again, or write one. The order of the checks is that of docs/confidentiality.md.
 */

import { canonical, digest, type Json, readCanonical, utf8 } from "./bytes";
import { paddedLength } from "./padme";
import { Refusal } from "./refusal";
import { openWith, sealTo, type SecretKey } from "./sealing";
import { isSigned, sign } from "./signing";

export const SUITE = "age-x25519+ed25519";
const SIGNED_AS = "tuokio-note-v1\n";
export const KINDS = ["note", "journal", "message", "index", "draft", "keyring", "work", "post"] as const;
export type Kind = (typeof KINDS)[number];

/** Where a document belongs; the reader knows it before opening. */
export interface Place {
  instance: string;
  space: string;
  epoch: number;
  doc: string;
  kind: Kind;
}

export interface Header extends Place {
  v: 1;
  suite: typeof SUITE;
  /** 1, 2, 3 …: each saved version of the document. */
  rev: number;
  /** What the version before was, as `fingerprint` of its file; null at the first. */
  prev: string | null;
  author: string;
  /** When, to the minute, ISO 8601 in UTC. */
  at: string;
}

export interface Opened {
  header: Header;
  body: Json;
}

/** What a reader knows before opening, and holds the document against. */
export interface Expected {
  place: Place;
  /** The last version that was seen; 0 when none was. */
  lastSeen: number;
  /** Who may have written in this epoch, by the signed list of members: their Ed25519 keys, base64. */
  authors: ReadonlyMap<string, string>;
}

/** The mark of one sealed file: what the next version names as `prev`, and the index lists. */
export const fingerprint = (sealed: Uint8Array): string => digest(sealed);

export async function sealDocument(
  header: Omit<Header, "v" | "suite">,
  body: Json,
  keys: { signWith: CryptoKey; recipient: string },
): Promise<Uint8Array> {
  const full: Header = { v: 1, suite: SUITE, ...header };
  if (!isHeader(full)) throw new TypeError("This header is not whole.");
  const sig = await sign(keys.signWith, signedText(full, body));
  return sealTo([keys.recipient], padded(canonical({ hdr: { ...full }, body, sig })));
}

/** Open and check, in this order: key, form, place, version, author, signature. Refuses with the first that fails. */
export async function openDocument(
  sealed: Uint8Array,
  identities: readonly SecretKey[],
  expected: Expected,
): Promise<Opened> {
  const { hdr, body, sig } = parsed(await openWith(identities, sealed));
  const { place, lastSeen, authors } = expected;
  const belongs = (["instance", "space", "epoch", "doc", "kind"] as const).every((key) => hdr[key] === place[key]);
  if (!belongs) throw new Refusal("context");
  if (hdr.rev < lastSeen) throw new Refusal("older");
  const verify = authors.get(hdr.author);
  if (verify === undefined) throw new Refusal("author");
  if (!(await isSigned(verify, signedText(hdr, body), sig))) throw new Refusal("signature");
  return { header: hdr, body };
}

function signedText(header: Header, body: Json): Uint8Array<ArrayBuffer> {
  return utf8(SIGNED_AS + canonical({ ...header, body: digest(utf8(canonical(body))) }));
}

function padded(text: string): Uint8Array {
  const plain = utf8(text);
  const filled = new Uint8Array(paddedLength(plain.length)).fill(0x20);
  filled.set(plain);
  return filled;
}

function parsed(plain: Uint8Array): { hdr: Header; body: Json; sig: string } {
  const whole = text(plain);
  const end = whole.lastIndexOf("}") + 1;
  if (!/^ *$/.test(whole.slice(end))) throw new Refusal("form");
  const value = readCanonical(whole.slice(0, end));
  if (!isRecord(value) || !hasKeys(value, ["body", "hdr", "sig"])) throw new Refusal("form");
  const { hdr, body, sig } = value as { [key: string]: Json };
  if (paddedLength(utf8(canonical(value)).length) !== plain.length) throw new Refusal("form");
  // Stryker disable next-line ConditionalExpression: JSON that names a body has one; this tells the types so
  if (!isHeader(hdr) || typeof sig !== "string" || body === undefined) throw new Refusal("form");
  return { hdr, body, sig };
}

function text(plain: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain);
  } catch {
    throw new Refusal("form");
  }
}

const HEADER_KEYS = ["at", "author", "doc", "epoch", "instance", "kind", "prev", "rev", "space", "suite", "v"];
const ID = /^[0-9a-f-]{1,64}$/;
const MINUTE = /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/;

function isHeader(value: unknown): value is Header {
  if (!isRecord(value) || !hasKeys(value, HEADER_KEYS)) return false;
  const { v, suite, epoch, rev, prev, kind, at } = value;
  const ids = ["instance", "space", "doc", "author"].every((key) => isText(value[key], ID));
  const counts = [epoch, rev].every((count) => Number.isSafeInteger(count) && (count as number) > 0);
  const chain = rev === 1 ? prev === null : isText(prev, /^[0-9a-f]{64}$/);
  const known = (KINDS as readonly unknown[]).includes(kind);
  return v === 1 && suite === SUITE && ids && counts && chain && known && isText(at, MINUTE);
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function hasKeys(value: Record<string, unknown>, names: readonly string[]): boolean {
  return Object.keys(value).sort().join() === [...names].sort().join();
}
