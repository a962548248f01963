/**
 * Simple lists of what a group names, side by side: rings of influence, forces for and against, strain and resources.
 *
 * One shape for all of them: an item stands in one place, may have a strength and a next step, and remembers that it
 * was made an agreed action or given on as an observation. Nothing here names people.
 */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Said } from "../ask";
import { both, joined, union } from "./merging";

export type Item = {
  id: string;
  words: string;
  /** In which list it stands: an id of the board's places. */
  place: string;
  /** From 1 to 5 where the board weighs; 0 where it does not. */
  strength: number;
  /** The next step, or what can be changed; may be empty. */
  next: string;
  /** The day (ISO) it was made an agreed action, and the day it was given on as an observation; empty until then. */
  action: string;
  observation: string;
};

export type Lists = {
  /** What is asked of phones belongs to this document alone. */
  key: string;
  /** The change in one sentence, where the board asks for one. */
  about: string;
  items: Item[];
  /** What was taken away: sent again by a phone that did not hear the answer, it does not come back. */
  gone: string[];
};

/** What makes one board differ from another: which places it has, and whether it weighs. */
export interface Rules {
  places: readonly string[];
  weighs: boolean;
}

export const STRENGTHS = [1, 2, 3, 4, 5] as const;
const MIDDLE = 3;

export const empty = (): Lists => ({ key: crypto.randomUUID(), about: "", items: [], gone: [] });

/** Throws Refusal("form") on what is not written as this writes. */
export function read(value: Json, rules: Rules): Lists {
  if (!isRecord(value) || !hasKeys(value, ["key", "about", "items", "gone"])) throw new Refusal("form");
  const { key, about, items, gone } = value;
  const fits =
    isText(key) && isText(about) && Array.isArray(gone) && gone.every(isText) && Array.isArray(items) && items.every((item) => isItem(item, rules));
  if (!fits || new Set(items.map(({ id }: Item) => id)).size < items.length) throw new Refusal("form");
  return { key, about, items, gone };
}

const isText = (value: unknown): value is string => typeof value === "string";
const TEXTS = ["id", "words", "place", "next", "action", "observation"];

function isItem(value: unknown, { places, weighs }: Rules): value is Item {
  if (!isRecord(value) || !hasKeys(value, [...TEXTS, "strength"]) || !TEXTS.every((name) => isText(value[name]))) return false;
  const strengths: readonly unknown[] = weighs ? STRENGTHS : [0];
  return places.includes(value.place as string) && strengths.includes(value.strength);
}

/** A new item at the end; the same state when there are no words, or when this id has been here already. */
export function added(state: Lists, rules: Rules, { id, words, place, strength }: { id: string; words: string; place: string; strength?: number }): Lists {
  const known = state.gone.includes(id) || state.items.some((item) => item.id === id);
  if (known || !words.trim() || !rules.places.includes(place)) return state;
  const weight = rules.weighs ? (STRENGTHS.find((one) => one === strength) ?? MIDDLE) : 0;
  return { ...state, items: [...state.items, { id, words: words.trim(), place, strength: weight, next: "", action: "", observation: "" }] };
}

export const changed = (state: Lists, id: string, change: Partial<Omit<Item, "id">>): Lists => ({
  ...state,
  items: state.items.map((item) => (item.id === id ? { ...item, ...change } : item)),
});

/** To another list, as its last; an item that is there already, and a place that is not, change nothing. */
export function moved(state: Lists, rules: Rules, id: string, place: string): Lists {
  const item = state.items.find((one) => one.id === id);
  if (!item || item.place === place || !rules.places.includes(place)) return state;
  return { ...state, items: [...state.items.filter((one) => one !== item), { ...item, place }] };
}

/** One step earlier or later among those of its own list. */
export function stepped(state: Lists, id: string, by: -1 | 1): Lists {
  const item = state.items.find((one) => one.id === id);
  const beside = state.items.filter(({ place }) => place === item?.place);
  const other = item && beside[beside.indexOf(item) + by];
  if (!other) return state;
  return { ...state, items: state.items.map((one) => (one === item ? other : one === other ? item : one)) };
}

export function without(state: Lists, id: string): Lists {
  const items = state.items.filter((item) => item.id !== id);
  return items.length < state.items.length ? { ...state, items, gone: [...state.gone, id] } : state;
}

export const of = (state: Lists, place: string): Item[] => state.items.filter((item) => item.place === place);

export const sum = (state: Lists, place: string): number => of(state, place).reduce((total, { strength }) => total + strength, 0);

/** Take in what a phone said: an item in the list it was tagged with, or in the first; once, however often it comes. */
export function take(state: Lists, rules: Rules, said: Said): Lists {
  if (said.ask !== state.key) return state;
  const place = rules.places.find((one) => one === said.tags?.place) ?? rules.places[0] ?? "";
  return added(state, rules, { id: said.id, words: said.text ?? "", place, strength: Number(said.tags?.strength) });
}

/** Both in one: an item stands where mine has it, with the words of both; what either took away stays away. */
export function merged(mine: Lists, other: Lists): Lists {
  const gone = union(mine.gone, other.gone);
  const join = (one: Item, another: Item): Item => ({
    ...one,
    words: both(one.words, another.words),
    next: both(one.next, another.next),
    action: one.action || another.action,
    observation: one.observation || another.observation,
  });
  return { ...mine, about: both(mine.about, other.about), items: joined(mine.items, other.items, gone, join), gone };
}
