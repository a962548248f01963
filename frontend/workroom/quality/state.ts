/** Quality requirements: what must be good, how we know, the least that will do, who watches, and how it has been. */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Said } from "../ask";

export const LEVELS = ["met", "partly", "not"] as const;
export type Level = (typeof LEVELS)[number];

/** How it was found to be on a day, with a word of why. */
export type Review = { on: string; level: Level; word: string };

export type Requirement = {
  id: string;
  /** What must be good. */
  good: string;
  /** How we know. */
  known: string;
  /** The least that will do. */
  least: string;
  /** Who watches: a role. */
  watches: string;
  /** When it is looked at again, ISO; empty when nobody has said. */
  review: string;
  /** The first at the beginning. */
  reviews: Review[];
};
export type Wording = Pick<Requirement, "good" | "known" | "least" | "watches" | "review">;

/** In the order that the group gave them. */
export type Quality = {
  v: 1;
  /** Which time the phones are asked; a new meeting asks anew. */
  round: number;
  requirements: Requirement[];
};

export const empty = (): Quality => ({ v: 1, round: 1, requirements: [] });

const DAY = /^\d{4}-\d\d-\d\d$/;
const TEXTS = ["id", "good", "known", "least", "watches", "review"] as const;

/** Refuses (`form`) what is not written as this writes. */
export function read(state: Json): Quality {
  if (!isRecord(state) || !hasKeys(state, ["v", "round", "requirements"]) || state["v"] !== 1) throw new Refusal("form");
  const { round, requirements } = state as Record<string, Json>;
  if (typeof round !== "number" || !Number.isSafeInteger(round) || round < 1) throw new Refusal("form");
  if (!Array.isArray(requirements) || !requirements.every(isRequirement)) throw new Refusal("form");
  return { v: 1, round, requirements };
}

function isRequirement(value: Json): value is Requirement {
  if (!isRecord(value) || !hasKeys(value, [...TEXTS, "reviews"])) return false;
  const { review, reviews } = value;
  return TEXTS.every((name) => typeof value[name] === "string") && (review === "" || DAY.test(String(review))) && Array.isArray(reviews) && reviews.every(isReview);
}

function isReview(value: unknown): value is Review {
  if (!isRecord(value) || !hasKeys(value, ["on", "level", "word"])) return false;
  return DAY.test(String(value["on"])) && (LEVELS as readonly unknown[]).includes(value["level"]) && typeof value["word"] === "string";
}

const NOTHING: Wording = { good: "", known: "", least: "", watches: "", review: "" };

/** One more at the end; the same state when it says nothing, or is there already. */
export function added(state: Quality, id: string, wording: Partial<Wording>): Quality {
  const clean = trimmed({ ...NOTHING, ...wording });
  if (!clean.good || find(state, id)) return state;
  return { ...state, requirements: [...state.requirements, { id, ...clean, reviews: [] }] };
}

/** Other words. What must be good is never emptied: then it stays as it was. */
export const worded = (state: Quality, id: string, wording: Partial<Wording>): Quality =>
  each(state, id, (one) => ({ ...one, ...trimmed(wording), good: wording.good?.trim() || one.good }));

export const without = (state: Quality, id: string): Quality => ({ ...state, requirements: state.requirements.filter((one) => one.id !== id) });

/** One step towards the beginning or the end; the same state at the edge. */
export function stepped(state: Quality, id: string, by: -1 | 1): Quality {
  const at = state.requirements.findIndex((one) => one.id === id);
  const [one, other] = [state.requirements[at], state.requirements[at + by]];
  if (!one || !other) return state;
  const requirements = [...state.requirements];
  [requirements[at], requirements[at + by]] = [other, one];
  return { ...state, requirements };
}

/** How it was found to be, and when it is looked at next; twice on one day, the later says. */
export const reviewed = (state: Quality, id: string, review: Review, next: string): Quality =>
  each(state, id, (one) => ({
    ...one,
    review: next,
    reviews: [...one.reviews.filter(({ on }) => on !== review.on), { ...review, word: review.word.trim() }],
  }));

/** What a phone says must be good becomes a requirement that still lacks the rest. Once or twice, it is one. */
export const take = (state: Quality, { id, ask, text }: Said): Quality => (ask === questionOf(state) ? added(state, id, { good: text ?? "" }) : state);

export const questionOf = ({ round }: Quality): string => `quality-${round}`;

/** A new meeting goes on with the same requirements and asks anew. */
export const anew = (state: Quality): Quality => ({ ...state, round: state.round + 1 });

export const find = ({ requirements }: Quality, id: string): Requirement | undefined => requirements.find((one) => one.id === id);

/** Those to be looked at again by that day. */
export const due = ({ requirements }: Quality, today: string): Requirement[] => requirements.filter(({ review }) => review !== "" && review <= today);

/** What a requirement still lacks: a requirement nobody can tell the state of, or nobody watches, is only a wish. */
export const lacks = (one: Requirement): ("known" | "least" | "watches" | "review")[] => (["known", "least", "watches", "review"] as const).filter((name) => one[name] === "");

export type Change = "new" | "changed" | "same";

/** Against an earlier version, by its words; a review or another day is no change of them. */
export function changeOf(one: Requirement, before: Quality): Change {
  const then = find(before, one.id);
  if (!then) return "new";
  return (["good", "known", "least", "watches"] as const).every((name) => one[name] === then[name]) ? "same" : "changed";
}

const each = (state: Quality, id: string, change: (one: Requirement) => Requirement): Quality => ({
  ...state,
  requirements: state.requirements.map((one) => (one.id === id ? change(one) : one)),
});

const trimmed = <Some extends Partial<Wording>>(wording: Some): Some => Object.fromEntries(Object.entries(wording).map(([name, words]) => [name, words.trim()])) as Some;
