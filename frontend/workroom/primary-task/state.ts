/** The primary task: everybody's own sentence, the draft that is made of them, and each wording that was agreed. */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Said } from "../ask";

export type Sentence = {
  id: string;
  /** As it was given with it; may be empty. */
  name: string;
  text: string;
  /** Whether it is the sentence that its writer was bound to before the reveal. */
  holds: boolean;
};

export type Agreed = { text: string; on: string };

export type PrimaryTask = {
  v: 1;
  /** Which time it is asked; a new meeting asks anew. */
  round: number;
  /** Those that were shown, in the order of their ids: who was the first to write does not tell. */
  sentences: Sentence[];
  draft: string;
  /** The first at the beginning; what was agreed stays. */
  agreed: Agreed[];
};

export const empty = (): PrimaryTask => ({ v: 1, round: 1, sentences: [], draft: "", agreed: [] });

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Refuses (`form`) what is not written as this writes. */
export function read(state: Json): PrimaryTask {
  if (!isRecord(state) || !hasKeys(state, ["v", "round", "sentences", "draft", "agreed"]) || state["v"] !== 1) throw new Refusal("form");
  const { round, sentences, draft, agreed } = state as Record<string, Json>;
  if (typeof round !== "number" || !Number.isSafeInteger(round) || round < 1 || typeof draft !== "string") throw new Refusal("form");
  if (!Array.isArray(sentences) || !sentences.every(isSentence) || !Array.isArray(agreed) || !agreed.every(isAgreed)) throw new Refusal("form");
  return { v: 1, round, sentences, draft, agreed };
}

function isSentence(value: Json): value is Sentence {
  if (!isRecord(value) || !hasKeys(value, ["id", "name", "text", "holds"])) return false;
  return [value["id"], value["name"], value["text"]].every((one) => typeof one === "string") && typeof value["holds"] === "boolean";
}

function isAgreed(value: Json): value is Agreed {
  return isRecord(value) && hasKeys(value, ["text", "on"]) && typeof value["text"] === "string" && DAY.test(String(value["on"]));
}

/** What is asked this time: sentences that were meant for an earlier time are not taken in. */
export const questionOf = ({ round }: PrimaryTask): string => `primary-task-${round}`;

/** A sentence that was shown. The same said once or twice, early or late, makes the same state. */
export function take(state: PrimaryTask, { id, ask, name, text, holds = true }: Said): PrimaryTask {
  const words = text?.trim();
  if (!words || ask !== questionOf(state) || state.sentences.some((sentence) => sentence.id === id)) return state;
  const sentences = [...state.sentences, { id, name: name.trim(), text: words, holds }];
  return { ...state, sentences: sentences.sort((one, other) => (one.id < other.id ? -1 : 1)) };
}

export const withDraft = (state: PrimaryTask, draft: string): PrimaryTask => ({ ...state, draft });

/** Put a sentence of somebody's at the end of the draft, to be worked on by hand. */
export function merged(state: PrimaryTask, id: string): PrimaryTask {
  const text = state.sentences.find((sentence) => sentence.id === id)?.text;
  return text ? { ...state, draft: [state.draft.trim(), text].filter(Boolean).join("\n") } : state;
}

/** The draft becomes what was agreed. The same state when there is none, or when it is what holds already. */
export function agree(state: PrimaryTask, on: string): PrimaryTask {
  const text = state.draft.trim().replace(/\s+/g, " ");
  if (!text || text === state.agreed.at(-1)?.text) return state;
  return { ...state, draft: text, agreed: [...state.agreed, { text, on }] };
}

/** Ask once more: new sentences, the same draft, and what was agreed stays. */
export const anew = (state: PrimaryTask): PrimaryTask => ({ ...state, round: state.round + 1, sentences: [] });
