/**
 * One version of a tool's work, as a sealed document: what a meeting left of it.
 *
 * Each meeting has a document of its own. So what was written before stays under the key of its time, and a guest, who
 * is given the key of one meeting, opens nothing of the others.
 */

import type { Json } from "../../vault/core/bytes";
import { isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Note } from "../../vault/drafts/note";
import { TOOLS, type ToolId } from "../tool";

/** Words that somebody has bound themselves to, and not shown yet. */
export type Waiting = {
  id: string;
  ask: string;
  from: string;
  name: string;
  bound: string;
  /** What was written on the leader's own screen: sealed to that person's own key. Empty when it is on a phone. */
  kept: string;
};

export type Work = {
  tool: ToolId;
  /** Which of the tool's subjects: the tool's own name where there is one for the whole process. */
  thread: string;
  meeting: string | null;
  on: string;
  /** Its place among the subject's versions: a day may have several, before, in and after a meeting. */
  turn: number;
  state: Json;
  /** Ids of what phones sent and this holds: each counts once. */
  taken: string[];
  waiting: Waiting[];
};

const MOST_TAKEN = 5000;

/** Refuses (`form`) what is not written as this writes. */
export function workOf({ rest }: Note): Work {
  const work = rest["work"];
  if (!isRecord(work) || work["v"] !== 1) throw new Refusal("form");
  const { tool, thread, meeting, on, turn, state, taken, waiting } = work as Record<string, Json | undefined>;
  if (!TOOLS.includes(tool as ToolId) || typeof thread !== "string" || !(meeting === null || typeof meeting === "string")) throw new Refusal("form");
  if (typeof on !== "string" || !/^\d{4}-\d\d-\d\d$/.test(on) || typeof turn !== "number" || !Number.isSafeInteger(turn) || state === undefined || !areTexts(taken) || !Array.isArray(waiting)) throw new Refusal("form");
  return { tool: tool as ToolId, thread, meeting, on, turn, state, taken, waiting: waiting.map(waitingOf) };
}

export function noteFrom(work: Work, title: string, files: Note["files"]): Note {
  return { title, text: "", tags: [work.tool, work.thread], files, rest: { work: { v: 1, ...work, taken: work.taken.slice(-MOST_TAKEN) } } };
}

function waitingOf(one: Json): Waiting {
  if (!isRecord(one)) throw new Refusal("form");
  const { id, ask, from, name, bound, kept } = one as Record<string, Json | undefined>;
  if (![id, ask, from, name, bound, kept].every((text) => typeof text === "string")) throw new Refusal("form");
  return { id, ask, from, name, bound, kept } as Waiting;
}

const areTexts = (value: Json | undefined): value is string[] => Array.isArray(value) && value.every((one) => typeof one === "string");
