/** The pulse of one meeting: which words are out while it is asked, and what was told of it afterwards. */

import type { Json } from "../../vault/core/bytes";
import { isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";

/** From where to where, and how many answered there. */
export type Band = [lowest: number, highest: number, answers: number];

export type Pulse = {
  v: 1;
  /** While it is asked: the round at the server, the question, and the words that let answers in. */
  open: { id: string; ask: string; tokens: string[] } | null;
  /** Once it is closed: of each statement its bands; null when there were too few answers. */
  told: { on: string; bands: Band[][] | null } | null;
};

export const STATEMENTS = 3;

export const empty = (): Pulse => ({ v: 1, open: null, told: null });

export const began = (state: Pulse, { id, tokens }: { id: string; tokens: string[] }, ask: string): Pulse => ({ ...state, open: { id, ask, tokens } });

/** It is closed: the words are of no use any more, and go. */
export const closed = (state: Pulse, on: string, bands: Band[][] | null): Pulse => ({ ...state, open: null, told: { on, bands } });

/** Nobody answered, or it was closed elsewhere without a trace. */
export const dropped = (state: Pulse): Pulse => ({ ...state, open: null });

export function read(json: Json): Pulse {
  if (!isRecord(json) || json["v"] !== 1) throw new Refusal("form");
  const { open, told } = json as unknown as Pulse;
  if (open !== null && !(isRecord(open) && isText(open.id) && isText(open.ask) && Array.isArray(open.tokens) && open.tokens.every(isText))) throw new Refusal("form");
  if (told !== null && !(isRecord(told) && isText(told.on) && (told.bands === null || areBands(told.bands)))) throw new Refusal("form");
  return { v: 1, open, told };
}

const isText = (value: unknown): value is string => typeof value === "string";

const areBands = (value: unknown): boolean =>
  Array.isArray(value) && value.length === STATEMENTS && value.every((bands) => Array.isArray(bands) && bands.every((band) => Array.isArray(band) && band.length === 3 && band.every(Number.isInteger)));
