/** What somebody has written and the server may not have yet. */

import { canonical, digest, type Json, utf8 } from "../core/bytes";
import { isRecord } from "../core/envelope";
import { Refusal } from "../core/refusal";
import { bodyOf, type Note, noteOf } from "./note";

export interface Before {
  rev: number;
  mark: string;
}

export interface Draft {
  id: string;
  space: string;
  kind: "note" | "journal" | "work";
  note: Note;
  /** The version it was written upon, and what stood in it; null when there was none. */
  base: Before | null;
  from: string | null;
  /** What was sent and not acknowledged: if one of these stands at the server, it came from here. */
  tried: string[];
  /** Where it goes when somebody else has written the same note meanwhile. Chosen once, so that no try makes a second. */
  aside: string;
  /** The note that this is another version of. */
  beside: string | null;
  /** When it was written, ISO 8601 with seconds. */
  at: string;
}

/** One text for one content: two notes that say the same have the same mark. */
export const markOf = (note: Note): string => digest(utf8(canonical(bodyOf(note))));

export function writtenDraft({ note, base, ...rest }: Draft): Json {
  return { ...rest, v: 1, note: bodyOf(note), base: base && { ...base } };
}

/** Refuses (`form`) what is no draft. */
export function readDraft(body: Json): Draft {
  if (!isRecord(body) || body["v"] !== 1 || !isRecord(body["note"]) || typeof body["space"] !== "string") throw new Refusal("form");
  const { v: _v, note, ...rest } = body as { [key: string]: Json };
  return { ...(rest as unknown as Draft), note: noteOf(note ?? null) };
}
