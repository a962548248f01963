/**
 * The group's own goals: their words, which stay sealed, and what was told and recorded of their levels.
 *
 * A level is -2 to 2 (domain 5.1). Of a goal in words (`light`) only the start and what is expected are worded.
 */

import type { Json } from "../../vault/core/bytes";
import { isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";

export const SCOPES = ["person", "group", "organisation"] as const;
export type Scope = (typeof SCOPES)[number];
export const STANDS = ["active", "reached", "replaced", "dropped"] as const;
export type Stands = (typeof STANDS)[number];
export const LEVELS = [-2, -1, 0, 1, 2] as const;

export type Words = {
  wording: string;
  /** How we know. */
  indicator: string;
  scope: Scope;
  light: boolean;
  /** In words, from -2 up; of a goal in words the middle one alone. */
  levels: string[];
  /** Of a goal in words: how it is now. */
  begin: string;
  /** The level from which it starts; null while that is not known. */
  start: number | null;
};

export type Goal = Words & { id: string; stands: Stands; why: string };

export type Recorded = { low: number; high: number; on: string };

export type Goals = {
  v: 1;
  goals: Goal[];
  /** While each rates alone: the round at the server, the question, what is asked, and the words that let answers in. */
  open: { id: string; ask: string; goals: string[]; light: Record<string, Record<string, number>>; tokens: string[] } | null;
  /** By goal, of the last round: how many gave which level; empty of too few. */
  told: Record<string, [level: number, answers: number][]>;
  /** By goal: the level, or the range, that the group recorded last. */
  recorded: Record<string, Recorded>;
};

export const empty = (): Goals => ({ v: 1, goals: [], open: null, told: {}, recorded: {} });

export const newWords = (): Words => ({ wording: "", indicator: "", scope: "group", light: true, levels: ["", "", "", "", ""], begin: "", start: -1 });

/** What enters the result: what was replaced or dropped is only counted openly. */
export const counts = ({ stands }: Pick<Goal, "stands">): boolean => stands === "active" || stands === "reached";

/** Whether its levels are in words, so that it can be rated. */
export const isWorded = ({ light, levels, begin, start }: Words): boolean => (light ? Boolean(levels[2] && begin) && (start === -1 || start === -2) : levels.every(Boolean));

export const rateable = ({ goals }: Goals): Goal[] => goals.filter((goal) => goal.stands === "active" && isWorded(goal));

/** What is wrong with the words, by the field; null when nothing is. */
export function faultIn({ wording, light, levels, begin, start }: Words): "wording" | "levels" | "start" | null {
  if (!wording.trim()) return "wording";
  const written = light ? [levels[2], begin] : levels;
  const some = written.some(Boolean);
  if (some && !written.every(Boolean)) return "levels";
  return light && some && start !== -1 && start !== -2 ? "start" : null;
}

/** One more goal, or other words for one that is there. */
export function put(state: Goals, id: string, words: Words): Goals {
  const clean = { ...words, wording: words.wording.trim(), indicator: words.indicator.trim(), begin: words.begin.trim(), levels: words.levels.map((level) => level.trim()) };
  const known = state.goals.some((goal) => goal.id === id);
  const goals = known ? state.goals.map((goal) => (goal.id === id ? { ...goal, ...clean } : goal)) : [...state.goals, { ...clean, id, stands: "active" as const, why: "" }];
  return { ...state, goals };
}

export const stand = (state: Goals, id: string, stands: Stands, why: string): Goals => ({ ...state, goals: state.goals.map((goal) => (goal.id === id ? { ...goal, stands, why: why.trim() } : goal)) });

export const record = (state: Goals, id: string, level: Recorded): Goals => ({ ...state, recorded: { ...state.recorded, [id]: level } });

export const began = (state: Goals, { id, tokens }: { id: string; tokens: string[] }, ask: string, light: Record<string, Record<string, number>>): Goals => ({
  ...state,
  open: { id, ask, goals: rateable(state).map((goal) => goal.id), light, tokens },
});

/** It is closed: the words are of no use any more, and go. */
export const closed = (state: Goals, told: Goals["told"]): Goals => ({ ...state, open: null, told: { ...state.told, ...told } });

/** At the next meeting the spread of this one is an earlier version; goals and recorded levels go on. */
export const anew = (state: Goals): Goals => ({ ...state, open: null, told: {} });

export function read(json: Json): Goals {
  if (!isRecord(json) || json["v"] !== 1) throw new Refusal("form");
  const { goals, open, told, recorded } = json as unknown as Goals;
  const whole =
    Array.isArray(goals) && goals.every(isGoal) &&
    (open === null || (isRecord(open) && isText(open.id) && isText(open.ask) && areTexts(open.goals) && areTexts(open.tokens) && isRecord(open.light))) &&
    isRecord(told) && Object.values(told).every((levels) => Array.isArray(levels) && levels.every((one) => Array.isArray(one) && one.length === 2 && one.every(isNumber))) &&
    isRecord(recorded) && Object.values(recorded).every((one) => isRecord(one) && isNumber(one["low"]) && isNumber(one["high"]) && isText(one["on"]));
  if (!whole) throw new Refusal("form");
  return { v: 1, goals, open, told, recorded };
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const isGoal = (goal: unknown): boolean =>
  isRecord(goal) && [goal["id"], goal["wording"], goal["indicator"], goal["begin"], goal["why"]].every(isText) && SCOPES.includes(goal["scope"] as Scope) && STANDS.includes(goal["stands"] as Stands) &&
  typeof goal["light"] === "boolean" && (goal["start"] === null || isNumber(goal["start"])) && areTexts(goal["levels"]) && (goal["levels"] as string[]).length === LEVELS.length;
