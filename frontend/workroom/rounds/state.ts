/** What a case round keeps: the scripts that a group has made for itself, and nothing of any round. */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Language } from "../../vault/app/words";
import { isRole, isText, MOST_STEPS, type Role, type Script, type Shown, type Step, type Text } from "./script";

export type Rounds = {
  /** As they are written, so that an unfinished one is there too; whether it can be run is `faultsOf`. */
  scripts: Script[];
};

export const empty = (): Rounds => ({ scripts: [] });

export function read(state: Json): Rounds {
  if (!isRecord(state) || !hasKeys(state, ["scripts"]) || !Array.isArray(state["scripts"]) || !state["scripts"].every(isWritten)) throw new Refusal("form");
  return state as unknown as Rounds;
}

const isRoles = (value: unknown): value is Role[] => Array.isArray(value) && value.every(isRole);

function isWritten(value: unknown): boolean {
  if (!isRecord(value) || !hasKeys(value, ["id", "sizes", "title", "about", "source", "steps"])) return false;
  const sizes = value["sizes"];
  const areSizes = Array.isArray(sizes) && sizes.length === 2 && sizes.every(Number.isInteger);
  return typeof value["id"] === "string" && areSizes && isText(value["title"]) && isText(value["about"]) && isText(value["source"]) && Array.isArray(value["steps"]) && value["steps"].every(isStep);
}

function isStep(value: unknown): boolean {
  if (!isRecord(value) || !hasKeys(value, ["id", "minutes", "speaks", "silent", "name", "prompt", "may_record"])) return false;
  return (
    typeof value["id"] === "string" && Number.isInteger(value["minutes"]) && isRoles(value["speaks"]) && isRoles(value["silent"]) &&
    isText(value["name"]) && isText(value["prompt"]) && value["may_record"] === false
  );
}

/** A new script with one step, to be written. */
export function started(state: Rounds, id: string): Rounds {
  const script: Script = { id, sizes: [3, 10], title: {}, about: {}, source: {}, steps: [newStep([])] };
  return { scripts: [...state.scripts, script] };
}

/** A copy of another in the group's own keeping, to be changed; its words are in the language in which they were read. */
export function copied(state: Rounds, shown: Shown, id: string, language: Language): Rounds {
  const say = (words: string): Text => (words ? { [language]: words } : {});
  const steps = shown.steps.map((step) => ({ ...step, name: say(step.name), prompt: say(step.prompt) }));
  const script: Script = { ...shown, id, title: say(shown.title), about: say(shown.about), source: say(shown.source), steps };
  return { scripts: [...state.scripts, script] };
}

/** A script that came as a file and has no faults; under a new id, so that it takes no other's place. */
export const broughtIn = (state: Rounds, script: Script, id: string): Rounds => ({ scripts: [...state.scripts, { ...script, id }] });

export const dropped = (state: Rounds, id: string): Rounds => ({ scripts: state.scripts.filter((script) => script.id !== id) });

const changed = (state: Rounds, id: string, change: (script: Script) => Script): Rounds => ({ scripts: state.scripts.map((script) => (script.id === id ? change(script) : script)) });

const changedStep = (state: Rounds, id: string, step: string, change: (step: Step<Text>) => Step<Text>): Rounds =>
  changed(state, id, (script) => ({ ...script, steps: script.steps.map((one) => (one.id === step ? change(one) : one)) }));

const put = (text: Text, language: Language, words: string): Text => ({ ...text, [language]: words });

export const worded = (state: Rounds, id: string, field: "title" | "about" | "source", language: Language, words: string): Rounds =>
  changed(state, id, (script) => ({ ...script, [field]: put(script[field], language, words) }));

export const sized = (state: Rounds, id: string, sizes: [number, number]): Rounds => changed(state, id, (script) => ({ ...script, sizes }));

export const stepWorded = (state: Rounds, id: string, step: string, field: "name" | "prompt", language: Language, words: string): Rounds =>
  changedStep(state, id, step, (one) => ({ ...one, [field]: put(one[field], language, words) }));

export const stepTimed = (state: Rounds, id: string, step: string, minutes: number): Rounds => changedStep(state, id, step, (one) => ({ ...one, minutes }));

/** What a role does in a step: it speaks, is silent, or does its own task. It is never in both lists. */
export function stepPlayed(state: Rounds, id: string, step: string, role: Role, part: "speaks" | "silent" | ""): Rounds {
  return changedStep(state, id, step, (one) => {
    const speaks = one.speaks.filter((other) => other !== role);
    const silent = one.silent.filter((other) => other !== role);
    return { ...one, speaks: part === "speaks" ? [...speaks, role] : speaks, silent: part === "silent" ? [...silent, role] : silent };
  });
}

/** One step more, at the end; the same state when there are as many as a script may have. */
export const stepAdded = (state: Rounds, id: string): Rounds =>
  changed(state, id, (script) => (script.steps.length >= MOST_STEPS ? script : { ...script, steps: [...script.steps, newStep(script.steps)] }));

export const stepDropped = (state: Rounds, id: string, step: string): Rounds => changed(state, id, (script) => ({ ...script, steps: script.steps.filter((one) => one.id !== step) }));

/** One place earlier or later; the same order at either end. */
export function stepMoved(state: Rounds, id: string, step: string, by: 1 | -1): Rounds {
  return changed(state, id, (script) => {
    const at = script.steps.findIndex((one) => one.id === step);
    const [one, other] = [script.steps[at], script.steps[at + by]];
    if (!one || !other) return script;
    return { ...script, steps: script.steps.with(at, other).with(at + by, one) };
  });
}

function newStep(steps: readonly Step<Text>[]): Step<Text> {
  let number = steps.length + 1;
  while (steps.some(({ id }) => id === `step-${number}`)) number += 1;
  return { id: `step-${number}`, minutes: 5, speaks: [], silent: [], name: {}, prompt: {}, may_record: false };
}
