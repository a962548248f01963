/** The interface map: who needs what from whom, when and in which form, between professions. Plain functions. */

import type { Json } from "../../vault/core/bytes";
import { changed, moved, without } from "../roles/list";
import { apart, fieldsOf, listOf, oneOf, textOf } from "../roles/reading";

/** Nobody has answered; agreed between the two; it cannot be given. */
export const ANSWERS = ["open", "agreed", "cannot"] as const;
export type Answer = (typeof ANSWERS)[number];

export type Profession = { id: string; name: string };
/** `who` needs it from `whom`, by the ids of their professions; empty while nobody has said which. */
export type Need = { id: string; who: string; whom: string; what: string; when: string; form: string; answer: Answer; word: string };
export type Interfaces = { v: 1; professions: Profession[]; needs: Need[] };

export const LONGEST = 300;
const short = (words: string): string => words.replace(/\s+/g, " ").trim().slice(0, LONGEST).trim();

export const empty = (): Interfaces => ({ v: 1, professions: [], needs: [] });

/** The same name is one profession. */
export function addProfession(state: Interfaces, { id, name }: Profession): Interfaces {
  const named = short(name);
  if (!named || state.professions.some((one) => one.id === id || one.name === named)) return state;
  return { ...state, professions: [...state.professions, { id, name: named }] };
}

/** A name that is still being typed may be anything. */
export function nameProfession(state: Interfaces, id: string, name: string): Interfaces {
  return { ...state, professions: changed(state.professions, id, (one) => ({ ...one, name: name.slice(0, LONGEST) })) };
}

export const moveProfession = (state: Interfaces, id: string, step: -1 | 1): Interfaces => ({ ...state, professions: moved(state.professions, id, step) });

/** Its needs stay, and say that nobody knows whose they are: what was said is not lost with a name. */
export function removeProfession(state: Interfaces, id: string): Interfaces {
  const left = (who: string): string => (who === id ? "" : who);
  return { ...state, professions: without(state.professions, id), needs: state.needs.map((need) => ({ ...need, who: left(need.who), whom: left(need.whom) })) };
}

export type Asked = Pick<Need, "id" | "who" | "whom" | "what">;

/** Once, however often; a profession that is not there, or the same twice, is left unsaid. */
export function addNeed(state: Interfaces, { id, who, whom, what }: Asked): Interfaces {
  if (!short(what) || state.needs.some((need) => need.id === id)) return state;
  const known = (one: string): string => (state.professions.some((profession) => profession.id === one) ? one : "");
  const need: Need = { id, who: known(who), whom: who === whom ? "" : known(whom), what: short(what), when: "", form: "", answer: "open", word: "" };
  return { ...state, needs: [...state.needs, need] };
}

export function changeNeed(state: Interfaces, id: string, change: Partial<Omit<Need, "id">>): Interfaces {
  return { ...state, needs: changed(state.needs, id, (need) => ({ ...need, ...change })) };
}

export const moveNeed = (state: Interfaces, id: string, step: -1 | 1): Interfaces => ({ ...state, needs: moved(state.needs, id, step) });
export const removeNeed = (state: Interfaces, id: string): Interfaces => ({ ...state, needs: without(state.needs, id) });

/** What goes from each to each: a row for whoever gives, a cell for whoever needs. */
export function matrix(state: Interfaces): { from: Profession; cells: { to: Profession; needs: Need[] }[] }[] {
  return state.professions.map((from) => ({
    from,
    cells: state.professions.map((to) => ({ to, needs: between(state, from.id, to.id) })),
  }));
}

const between = (state: Interfaces, from: string, to: string): Need[] => state.needs.filter(({ whom, who }) => whom === from && who === to);

export const LACKS = ["who", "whom", "when", "form"] as const;
export type Lack = (typeof LACKS)[number];

export interface Missing {
  /** Needs that nobody has answered. */
  unanswered: Need[];
  /** What is not said of a need: whose, from whom, when, in which form. */
  half: { need: Need; lacks: Lack[] }[];
  /** One gives and the other gives nothing back: is it so, or has nobody asked? */
  oneSided: { from: Profession; to: Profession }[];
  /** Those who neither need nor give anything yet. */
  apart: Profession[];
}

export function missingOf(state: Interfaces): Missing {
  const half = state.needs.map((need) => ({ need, lacks: LACKS.filter((lack) => !need[lack].trim()) }));
  const pairs = state.professions.flatMap((from) => state.professions.filter((to) => to !== from).map((to) => ({ from, to })));
  const goes = (from: Profession, to: Profession): boolean => between(state, from.id, to.id).length > 0;
  return {
    unanswered: state.needs.filter(({ answer }) => answer === "open"),
    half: half.filter(({ lacks }) => lacks.length > 0),
    oneSided: pairs.filter(({ from, to }) => goes(from, to) && !goes(to, from)),
    apart: state.professions.filter(({ id }) => !state.needs.some(({ who, whom }) => who === id || whom === id)),
  };
}

/** What was written, or Refusal("form"). */
export function read(json: Json): Interfaces {
  const { v, professions, needs } = fieldsOf(json);
  oneOf(String(v), ["1"]);
  const known = apart(listOf(professions, (one) => {
    const { id, name } = fieldsOf(one);
    return { id: textOf(id), name: textOf(name) };
  }));
  return { v: 1, professions: known, needs: apart(listOf(needs, (need) => readNeed(need, ["", ...known.map(({ id }) => id)]))) };
}

function readNeed(json: Json, professions: readonly string[]): Need {
  const { id, who, whom, what, when, form, answer, word } = fieldsOf(json);
  return {
    id: textOf(id),
    who: oneOf(who, professions),
    whom: oneOf(whom, professions),
    what: textOf(what),
    when: textOf(when),
    form: textOf(form),
    answer: oneOf(answer, ANSWERS),
    word: textOf(word),
  };
}
