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
  made: string;
  changed: string;
  /** Erased, though a list of an earlier epoch still names it. */
  gone?: true;
}

export interface Index {
  documents: Map<string, Listed>;
}

export const emptyIndex = (): Index => ({ documents: new Map() });

export function writtenIndex({ documents }: Index): Json {
  return { v: 1, documents: [...documents.values()].map((listed) => ({ ...listed })) };
}

/** Refuses (`form`) what is no index; signed by a member though it is, it may come from a version unknown here. */
export function readIndex(body: Json): Index {
  if (!isRecord(body) || body["v"] !== 1 || !Array.isArray(body["documents"])) throw new Refusal("form");
  const documents = new Map<string, Listed>();
  for (const listed of body["documents"] as unknown[]) {
    if (!isListed(listed)) throw new Refusal("form");
    documents.set(listed.id, listed);
  }
  return { documents };
}

function isListed(value: unknown): value is Listed {
  if (!isRecord(value)) return false;
  const texts = ["id", "title", "made", "changed"].every((key) => typeof value[key] === "string");
  const tags = value["tags"] === undefined || (Array.isArray(value["tags"]) && value["tags"].every((tag) => typeof tag === "string"));
  const beside = value["beside"] === undefined || typeof value["beside"] === "string";
  return texts && tags && beside && Number.isSafeInteger(value["rev"]) && (KINDS as readonly unknown[]).includes(value["kind"]);
}
