/** The list of a space's documents, itself a sealed document: titles, dates, versions. */

import type { Json } from "../core/bytes";
import { type Kind, KINDS, isRecord } from "../core/envelope";
import { Refusal } from "../core/refusal";

export interface Listed {
  id: string;
  kind: Kind;
  title: string;
  tags?: string[];
  /** The document that this is another version of, written at the same time. */
  beside?: string;
  rev: number;
  /** The beginning of that version's mark, so that no other of the same number is taken for it. */
  mark?: string;
  made: string;
  changed: string;
  /** Erased, though a list of an earlier epoch still names it. */
  gone?: true;
}

export interface Index {
  documents: Map<string, Listed>;
  /** The beginnings of the marks of the index's own versions before this one, the latest last. */
  trail: string[];
}

const LONGEST_TRAIL = 32;

export const emptyIndex = (): Index => ({ documents: new Map(), trail: [] });

/** As much of a mark as is listed: 128 bits. */
export const short = (mark: string): string => mark.slice(0, 32);

/** The index as the version after the one with this mark. */
export function writtenIndex({ documents, trail }: Index, before: string | null): Json {
  const walked = before === null ? [] : [...trail, short(before)].slice(-LONGEST_TRAIL);
  return { v: 1, documents: [...documents.values()].map((listed) => ({ ...listed })), trail: walked };
}

/**
 * Whether an index goes on from the version that was seen before. A device that was away for more than 32 versions
 * cannot tell by this; that the number has grown is all it knows then.
 */
export function goesOn(now: { rev: number; mark: string; trail: readonly string[] }, seen: { rev: number; mark: string }): boolean {
  const steps = now.rev - seen.rev;
  if (steps < 0) return false;
  if (steps === 0) return short(now.mark) === short(seen.mark);
  return steps > LONGEST_TRAIL || now.trail.at(-steps) === short(seen.mark);
}

/** Refuses (`form`) what is no index; signed by a member though it is, it may come from a version unknown here. */
export function readIndex(body: Json): Index {
  if (!isRecord(body) || body["v"] !== 1 || !Array.isArray(body["documents"])) throw new Refusal("form");
  const documents = new Map<string, Listed>();
  const trail: unknown = body["trail"];
  if (!Array.isArray(trail) || !trail.every((mark) => typeof mark === "string")) throw new Refusal("form");
  for (const listed of body["documents"] as unknown[]) {
    if (!isListed(listed)) throw new Refusal("form");
    documents.set(listed.id, listed);
  }
  return { documents, trail };
}

function isListed(value: unknown): value is Listed {
  if (!isRecord(value)) return false;
  const texts = ["id", "title", "made", "changed"].every((key) => typeof value[key] === "string");
  const tags = value["tags"] === undefined || (Array.isArray(value["tags"]) && value["tags"].every((tag) => typeof tag === "string"));
  const mark = value["mark"] === undefined || typeof value["mark"] === "string";
  const beside = value["beside"] === undefined || typeof value["beside"] === "string";
  return texts && tags && mark && beside && Number.isSafeInteger(value["rev"]) && (KINDS as readonly unknown[]).includes(value["kind"]);
}
