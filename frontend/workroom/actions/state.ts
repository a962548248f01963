/** Agreed actions: who does what by when, and what became of it. What is open is looked at first the next time. */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";

/** As it was worded at one time. */
export type Wording = {
  what: string;
  /** A name or some names; empty when nobody is named, or it is everybody's. */
  who: string;
  everybody: boolean;
  /** The day by which it is done, ISO; empty when none was agreed. */
  by: string;
};

/** A wording that was changed: on which day, and why if that was said. */
export type Earlier = Wording & { until: string; why: string };

export type Action = Wording & {
  id: string;
  /** The day it was agreed on. */
  on: string;
  /** The earlier wordings, the oldest first. */
  earlier: Earlier[];
  state: "open" | "done" | "dropped";
  /** The day on which it was done or dropped; empty while it is open. */
  closed: string;
  /** How it went, or why it was dropped. */
  why: string;
};

export type Actions = { v: 1; actions: Action[] };

export const empty = (): Actions => ({ v: 1, actions: [] });

/** What is agreed anew; `who` may be left out. */
export type Agreed = { what: string; who?: string; everybody?: boolean; by?: string };

/** The state with an agreed action at its end. The same when nothing is said, or it is there already. */
export function added(state: Actions, agreed: Agreed, id: string, on: string): Actions {
  const wording = wordingOf(agreed);
  if (!wording.what || !id || state.actions.some((action) => action.id === id)) return state;
  return { ...state, actions: [...state.actions, { id, on, ...wording, earlier: [], state: "open", closed: "", why: "" }] };
}

function wordingOf({ what, who = "", everybody = false, by = "" }: Agreed): Wording {
  return { what: what.trim(), who: everybody ? "" : who.trim(), everybody, by: isDay(by) ? by : "" };
}

/** Agree on it otherwise; the earlier wording stays beneath. The same state when nothing differs or nothing is said. */
export function changed(state: Actions, id: string, agreed: Agreed, why: string, on: string): Actions {
  const wording = wordingOf(agreed);
  return put(state, id, (action) => {
    const { what, who, everybody, by } = action;
    const same = what === wording.what && who === wording.who && everybody === wording.everybody && by === wording.by;
    if (action.state !== "open" || !wording.what || same) return action;
    return { ...action, ...wording, earlier: [...action.earlier, { what, who, everybody, by, until: on, why: why.trim() }] };
  });
}

export const done = (state: Actions, id: string, on: string, why = ""): Actions => closed(state, id, "done", on, why);
export const dropped = (state: Actions, id: string, on: string, why: string): Actions => closed(state, id, "dropped", on, why);

function closed(state: Actions, id: string, how: "done" | "dropped", on: string, why: string): Actions {
  return put(state, id, (action) => (action.state === "open" ? { ...action, state: how, closed: on, why: why.trim() } : action));
}

/** It was closed by mistake, or is taken up again. */
export const reopened = (state: Actions, id: string): Actions => put(state, id, (action) => ({ ...action, state: "open", closed: "", why: "" }));

function put(state: Actions, id: string, change: (action: Action) => Action): Actions {
  const actions = state.actions.map((action) => (action.id === id ? change(action) : action));
  return actions.every((action, place) => action === state.actions[place]) ? state : { ...state, actions };
}

/** What is to be done, the nearest day first; what has no day comes last, in the order in which it was agreed. */
export const open = ({ actions }: Actions): Action[] =>
  actions.filter(({ state }) => state === "open").sort((one, other) => Number(!one.by) - Number(!other.by) || (one.by < other.by ? -1 : Number(one.by > other.by)));

/** What was closed, the latest first: in this version and in those before it. */
export function history(states: readonly Actions[]): Action[] {
  const all = new Map(states.flatMap(({ actions }) => actions.map((action) => [action.id, action] as const)));
  return [...all.values()].filter(({ state }) => state !== "open").sort((one, other) => (one.closed < other.closed ? 1 : -Number(one.closed > other.closed)));
}

/** Its day has gone by. On the day itself there is still time. */
export const isLate = ({ state, by }: Action, today: string): boolean => state === "open" && by !== "" && by < today;

/** For the next meeting: what is open. What was closed stays in the version of the meeting in which it was. */
export const anew = (state: Actions): Actions => ({ ...state, actions: state.actions.filter((action) => action.state === "open") });

// reading

const WORDING_KEYS = ["what", "who", "everybody", "by"] as const;
const ACTION_KEYS = [...WORDING_KEYS, "id", "on", "earlier", "state", "closed", "why"];

/** Refuses (`form`) what is not written as this writes. */
export function read(json: Json): Actions {
  const state = json as unknown as Actions;
  const whole = isRecord(json) && hasKeys(json, ["v", "actions"]) && state.v === 1 && Array.isArray(state.actions) && state.actions.every(isAction);
  if (!whole || new Set(state.actions.map(({ id }) => id)).size !== state.actions.length) throw new Refusal("form");
  return state;
}

function isAction(action: unknown): boolean {
  if (!isRecord(action) || !hasKeys(action, ACTION_KEYS) || !isWording(action)) return false;
  const { id, on, earlier, state, closed: day, why } = action;
  const stands = state === "open" ? day === "" && why === "" : (state === "done" || state === "dropped") && isDay(day);
  return stands && typeof id === "string" && id !== "" && isDay(on) && typeof why === "string" && Array.isArray(earlier) && earlier.every(isEarlier);
}

const isEarlier = (one: unknown): boolean =>
  isRecord(one) && hasKeys(one, [...WORDING_KEYS, "until", "why"]) && isWording(one) && isDay(one["until"]) && typeof one["why"] === "string";

function isWording({ what, who, everybody, by }: Record<string, unknown>): boolean {
  return typeof what === "string" && what !== "" && typeof who === "string" && typeof everybody === "boolean" && !(everybody && who) && (by === "" || isDay(by));
}

/** A day there is, written in ISO. */
function isDay(day: unknown): boolean {
  if (typeof day !== "string" || !/^\d{4}-\d\d-\d\d$/.test(day)) return false;
  const at = new Date(`${day}T00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
