/** The perspective wheel: one matter, and what each of those who look at it would say. */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Said } from "../ask";

/** The views that the wheel begins with; their names are in `views.ts`. */
export const VIEWS = ["client", "me", "colleague", "manager", "profession", "organisation", "society", "future"] as const;

export type View = {
  id: string;
  /** The group's own name for it; empty where the house's name will do. */
  label: string;
};

export type Saying = {
  /** Of what was said on a phone, the id that it came with. */
  id: string;
  /** Whose view; empty when it was said for none, or for one that is no longer on the wheel. */
  view: string;
  text: string;
  /** Who brought it; may be empty. */
  name: string;
};

export type Perspectives = {
  matter: string;
  views: View[];
  sayings: Saying[];
  /** What is being written on the leader's screen and is not on the wheel yet: kept like the rest, so that it is not lost. */
  typing: Omit<Saying, "id">;
  /** Turn prompts that were drawn, the newest last. */
  drawn: string[];
  /** The question that phones answer: a new one in each meeting. */
  ask: string;
};

export const empty = (): Perspectives => ({ matter: "", views: VIEWS.map((id) => ({ id, label: "" })), sayings: [], typing: { view: VIEWS[0], text: "", name: "" }, drawn: [], ask: crypto.randomUUID() });

/** In a new meeting the matter and what was said stay; the prompts may come again, and phones are asked anew. */
export const anew = (state: Perspectives): Perspectives => ({ ...state, drawn: [], ask: crypto.randomUUID() });

const hasTexts = (value: unknown, names: readonly string[]): boolean => isRecord(value) && hasKeys(value, names) && names.every((name) => typeof value[name] === "string");
const areAll = (value: unknown, isOne: (one: unknown) => boolean): boolean => Array.isArray(value) && value.every(isOne);

export function read(state: Json): Perspectives {
  if (!isRecord(state) || !hasKeys(state, ["matter", "views", "sayings", "typing", "drawn", "ask"])) throw new Refusal("form");
  const { matter, views, sayings, typing, drawn, ask } = state;
  const texts = typeof matter === "string" && hasTexts(typing, ["view", "text", "name"]) && typeof ask === "string" && areAll(drawn, (one) => typeof one === "string");
  if (!texts || !areAll(views, (view) => hasTexts(view, ["id", "label"])) || !areAll(sayings, (one) => hasTexts(one, ["id", "view", "text", "name"]))) throw new Refusal("form");
  return state as unknown as Perspectives;
}

export const about = (state: Perspectives, matter: string): Perspectives => ({ ...state, matter });

export const viewAdded = (state: Perspectives, id: string): Perspectives => ({ ...state, views: [...state.views, { id, label: "" }] });

export const viewNamed = (state: Perspectives, id: string, label: string): Perspectives => ({ ...state, views: state.views.map((view) => (view.id === id ? { ...view, label } : view)) });

/** Take a view off the wheel; one that something was said for stays, so that no words are lost. */
export const viewDropped = (state: Perspectives, id: string): Perspectives => (saidFor(state, id).length > 0 ? state : { ...state, views: state.views.filter((view) => view.id !== id) });

/** Add what was said in the room; empty words add nothing. */
export function saidHere(state: Perspectives, saying: Saying): Perspectives {
  const text = saying.text.trim();
  if (!text || state.sayings.some(({ id }) => id === saying.id)) return state;
  return { ...state, sayings: [...state.sayings, { ...saying, text }] };
}

export const typed = (state: Perspectives, change: Partial<Perspectives["typing"]>): Perspectives => ({ ...state, typing: { ...state.typing, ...change } });

/** Put what was written on the wheel, under its view or the first one; empty words stay where they are. */
export function putDown(state: Perspectives, id: string): Perspectives {
  const { view, text, name } = state.typing;
  if (!text.trim()) return state;
  const next = saidHere(state, { id, view: viewOf(state, view), text, name: name.trim() });
  return typed(next, { text: "", name: "" });
}

/** The view that was chosen, while it is on the wheel; else the first. */
export const viewOf = (state: Perspectives, view: string): string => (state.views.some(({ id }) => id === view) ? view : (state.views[0]?.id ?? ""));

/** What a phone said. Once, however often it comes; for a view that is not there it stands by itself. */
export function take(state: Perspectives, said: Said): Perspectives {
  const view = said.tags?.["view"] ?? "";
  const known = state.views.some(({ id }) => id === view);
  return saidHere(state, { id: said.id, view: known ? view : "", text: said.text ?? "", name: said.name });
}

export const reworded = (state: Perspectives, id: string, change: Partial<Pick<Saying, "text" | "view">>): Perspectives => ({
  ...state,
  sayings: state.sayings.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

export const unsaid = (state: Perspectives, id: string): Perspectives => ({ ...state, sayings: state.sayings.filter((one) => one.id !== id) });

export const saidFor = (state: Perspectives, view: string): Saying[] => state.sayings.filter((one) => one.view === view);

/** Said for no view that is on the wheel. */
export const loose = (state: Perspectives): Saying[] => state.sayings.filter(({ view }) => !state.views.some(({ id }) => id === view));

/** Which views nobody has spoken for yet, in the order of the wheel. */
export const missing = (state: Perspectives): View[] => state.views.filter(({ id }) => saidFor(state, id).length === 0);

/** How many questions there are for each view; their words are in `views.ts`. */
export const QUESTIONS = 2;

export type Question = { view: string; number: number };

/** A question that has not been drawn: of a view that is missing while there is one, and else of any. Null when none is left. */
export function nextQuestion(state: Perspectives, chance: number): string | null {
  const of = (views: View[]): string[] => views.flatMap(({ id }) => Array.from({ length: QUESTIONS }, (_, number) => `${id}/${number}`)).filter((one) => !state.drawn.includes(one));
  const first = of(missing(state));
  const left = first.length > 0 ? first : of(state.views);
  return left[Math.floor(chance * left.length)] ?? null;
}

/** Draw a question at random, none twice; once all have been drawn, they begin again. */
export function drew(state: Perspectives, chance: number): Perspectives {
  const found = nextQuestion(state, chance);
  if (found) return { ...state, drawn: [...state.drawn, found] };
  const again = nextQuestion({ ...state, drawn: [] }, chance);
  return again ? { ...state, drawn: [again] } : state;
}

/** The question that was drawn last, while its view is on the wheel. */
export function question(state: Perspectives): Question | null {
  const last = state.drawn.at(-1) ?? "";
  const at = last.lastIndexOf("/");
  const view = last.slice(0, Math.max(0, at));
  return state.views.some(({ id }) => id === view) ? { view, number: Number(last.slice(at + 1)) } : null;
}
