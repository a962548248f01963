/** The meeting that is under way, as the leader's screen says it and phones read it: one sealed document, always the newest. */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Ask, Said } from "../ask";
import { PHASES, type Phase } from "./plan";

/** What phones are asked now, and to which tool's subject it belongs. */
export type Asked = { tool: string; thread: string; ask: Json };

/** A subject of a tool. */
export type Thread = { tool: string; thread: string };

export type Live = {
  v: 1;
  /** A new one for each beginning: what was said to an earlier one is not taken. */
  session: string;
  /** The one screen that leads: an opaque sign, new each time somebody takes it over. */
  screen: string;
  meeting: string | null;
  /** Where and when it is, as the leader's screen says it. */
  title: string;
  minutes: number;
  /** When it began, ISO 8601 to the minute. */
  began: string;
  phase: Phase;
  /** What is shown on phones, the newest first. */
  asked: Asked[];
  /** Every question of this meeting, by its id, with the subject it belongs to: what comes late still finds its place. */
  threads: Record<string, Thread>;
  /** Questions whose hidden words are shown now. */
  revealed: string[];
  /** Up to which number what phones sent is in the tools' documents, at the server. */
  heard: number;
  ended: boolean;
};

/** Null where no leader has written; refuses (`form`) what is not written as this writes. */
export function readLive(body: Json): Live | null {
  if (body === null) return null;
  if (!isRecord(body) || body["v"] !== 1) throw new Refusal("form");
  const live = body as unknown as Live;
  const texts = [live.session, live.screen, live.title, live.began].every((text) => typeof text === "string");
  const counts = [live.minutes, live.heard].every((count) => Number.isSafeInteger(count) && count >= 0);
  const lists = Array.isArray(live.asked) && live.asked.every(isAsked) && Array.isArray(live.revealed) && isRecord(live.threads) && Object.values(live.threads).every(isThread);
  const rest = PHASES.includes(live.phase) && typeof live.ended === "boolean" && (live.meeting === null || typeof live.meeting === "string");
  if (!texts || !counts || !lists || !rest) throw new Refusal("form");
  return live;
}

const isThread = (one: unknown): boolean => isRecord(one) && typeof one["tool"] === "string" && typeof one["thread"] === "string";
const isAsked = (one: unknown): one is Asked => isRecord(one) && typeof one["tool"] === "string" && typeof one["thread"] === "string" && isRecord(one["ask"]);

export const askOf = ({ ask }: Asked): Ask => ask as unknown as Ask;

/** What a phone sends. */
export type Sent = { v: 1; session: string; said: Json; /** With hidden words, at the reveal. */ nonce?: string };

const LONGEST = 4000; // signs
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

/** What was said, as the tools take it. Null for what is not written as phones write it. */
export function readSent(body: Json): { session: string; said: Said; nonce: string | null } | null {
  if (!isRecord(body) || body["v"] !== 1 || typeof body["session"] !== "string" || !isRecord(body["said"])) return null;
  const said = body["said"] as unknown as Said;
  const named = [said.id, said.ask, said.from, said.name].every((text) => typeof text === "string" && text.length <= 200) && ID.test(said.id);
  const texts = (said.text === undefined || (typeof said.text === "string" && said.text.length <= LONGEST)) && (said.bound === undefined || (typeof said.bound === "string" && HASH.test(said.bound)));
  const tags = said.tags === undefined || (isRecord(said.tags) && Object.values(said.tags).every((tag) => typeof tag === "string"));
  const picks = said.picks === undefined || (Array.isArray(said.picks) && said.picks.length <= 100 && said.picks.every((pick) => typeof pick === "string"));
  const known = Object.keys(said).every((key) => ["id", "ask", "from", "name", "text", "tags", "picks", "bound"].includes(key));
  if (!named || !texts || !tags || !picks || !known) return null;
  const { nonce } = body;
  if (nonce !== undefined && typeof nonce !== "string") return null;
  if (!hasKeys(body, nonce === undefined ? ["v", "session", "said"] : ["v", "session", "said", "nonce"])) return null;
  return { session: body["session"], said, nonce: nonce ?? null };
}
