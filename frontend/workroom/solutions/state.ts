/**
 * The solutions board: a problem, what could be done, what was tried, and what was learnt of it.
 *
 * All problems of a process stand on one board: what was learnt of one is looked for when the next comes up, and then
 * one search must reach all of them.
 */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Said } from "../ask";
import { both, joined, union } from "../lists/merging";

/** How far an option has come; "idea" is where all begin. */
export const OUTCOMES = ["idea", "tried", "worked", "partly", "not"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Option = {
  id: string;
  words: string;
  pros: string;
  cons: string;
  next: string;
  outcome: Outcome;
  /** The day (ISO) on which the outcome was last said; empty for an idea. */
  on: string;
  learnt: string;
  /** As in the simple lists: when it was made an agreed action, and given on as an observation. */
  action: string;
  observation: string;
};

export type Problem = { id: string; words: string; options: Option[] };

export type Solutions = {
  problems: Problem[];
  /** The problem that phones are asked about; empty when none is. */
  asked: string;
  /** What was taken away, so that a message sent again does not bring it back. */
  gone: string[];
};

export const empty = (): Solutions => ({ problems: [], asked: "", gone: [] });

const isText = (value: unknown): value is string => typeof value === "string";
const OPTION_TEXTS = ["id", "words", "pros", "cons", "next", "on", "learnt", "action", "observation"];

/** Throws Refusal("form") on what is not written as this writes. */
export function read(value: Json): Solutions {
  if (!isRecord(value) || !hasKeys(value, ["problems", "asked", "gone"])) throw new Refusal("form");
  const { problems, asked, gone } = value;
  const fits = isText(asked) && Array.isArray(gone) && gone.every(isText) && Array.isArray(problems) && problems.every(isProblem);
  if (!fits) throw new Refusal("form");
  const state: Solutions = { problems, asked, gone };
  const ids = idsOf(state);
  if (new Set(ids).size < ids.length) throw new Refusal("form");
  return state;
}

const isProblem = (value: unknown): value is Problem =>
  isRecord(value) && hasKeys(value, ["id", "words", "options"]) && isText(value.id) && isText(value.words) && Array.isArray(value.options) && value.options.every(isOption);

const isOption = (value: unknown): value is Option =>
  isRecord(value) && hasKeys(value, [...OPTION_TEXTS, "outcome"]) && OPTION_TEXTS.every((name) => isText(value[name])) && (OUTCOMES as readonly unknown[]).includes(value.outcome);

const idsOf = ({ problems }: Solutions): string[] => problems.flatMap(({ id, options }) => [id, ...options.map((option) => option.id)]);
const isNew = (state: Solutions, id: string): boolean => !state.gone.includes(id) && !idsOf(state).includes(id);

/** First on the board, where the newest is looked for. */
export function withProblem(state: Solutions, id: string, words: string): Solutions {
  if (!words.trim() || !isNew(state, id)) return state;
  return { ...state, problems: [{ id, words: words.trim(), options: [] }, ...state.problems] };
}

export function withOption(state: Solutions, problem: string, id: string, words: string): Solutions {
  if (!words.trim() || !isNew(state, id)) return state;
  const option: Option = { id, words: words.trim(), pros: "", cons: "", next: "", outcome: "idea", on: "", learnt: "", action: "", observation: "" };
  return onProblem(state, problem, (one) => ({ ...one, options: [...one.options, option] }));
}

export const reworded = (state: Solutions, problem: string, words: string): Solutions => onProblem(state, problem, (one) => ({ ...one, words }));

export const changed = (state: Solutions, option: string, change: Partial<Omit<Option, "id">>): Solutions => ({
  ...state,
  problems: state.problems.map((problem) => ({ ...problem, options: problem.options.map((one) => (one.id === option ? { ...one, ...change } : one)) })),
});

/** What came of it. What was learnt stays, also when it is said anew. */
export const came = (state: Solutions, option: string, outcome: Outcome, on: string): Solutions => changed(state, option, { outcome, on: outcome === "idea" ? "" : on });

/** A problem with its options, or one option. */
export function without(state: Solutions, id: string): Solutions {
  const problems = state.problems.filter((problem) => problem.id !== id).map((problem) => ({ ...problem, options: problem.options.filter((option) => option.id !== id) }));
  const left = idsOf({ ...state, problems });
  const taken = idsOf(state).filter((one) => !left.includes(one));
  return taken.length > 0 ? { problems, asked: taken.includes(state.asked) ? "" : state.asked, gone: [...state.gone, ...taken] } : state;
}

/** What phones say becomes an option of the problem they were asked about; once, however often it comes. */
export const take = (state: Solutions, { id, ask, text }: Said): Solutions => withOption(state, ask, id, text ?? "");

/** Both in one, with the words of both; what either took away stays away. An outcome that only one of them says stands. */
export function merged(mine: Solutions, other: Solutions): Solutions {
  const gone = union(mine.gone, other.gone);
  const problems = joined(mine.problems, other.problems, gone, (one, another) => ({
    ...one,
    words: both(one.words, another.words),
    options: joined(one.options, another.options, gone, together),
  }));
  const left = problems.map((problem) => ({ ...problem, options: problem.options.filter(({ id }) => !gone.includes(id)) }));
  return { problems: left, asked: gone.includes(mine.asked) ? "" : mine.asked, gone };
}

function together(one: Option, another: Option): Option {
  const { outcome, on } = one.outcome === "idea" ? another : one;
  const texts = Object.fromEntries((["words", "pros", "cons", "next", "learnt"] as const).map((name) => [name, both(one[name], another[name])]));
  return { ...one, ...texts, outcome, on, action: one.action || another.action, observation: one.observation || another.observation };
}

function onProblem(state: Solutions, id: string, act: (problem: Problem) => Problem): Solutions {
  return { ...state, problems: state.problems.map((problem) => (problem.id === id ? act(problem) : problem)) };
}
