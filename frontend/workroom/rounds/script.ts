/**
 * A script of a case round as data: steps with minutes, who speaks, who is silent, and what is asked. Nothing of the
 * case is in it, and nothing may be written down by it.
 *
 * Ours are files in `scripts/`, in three languages; a group's own are written in the page, or brought in as a file.
 * The format is the same, and so is what is looked at: `faultsOf`.
 */

import { isRecord } from "../../vault/core/envelope";
import { type Language, LANGUAGES } from "../../vault/app/words";

export const ROLES = ["giver", "moderator", "timekeeper", "group", "observers"] as const;
export type Role = (typeof ROLES)[number];

/** What is said in one language or more. */
export type Text = { [language in Language]?: string };

export type Step<Words> = {
  /** Within its script; small letters, numbers and hyphens. */
  id: string;
  minutes: number;
  /** Who speaks and who is silent; whoever is in neither does their own task. With nobody speaking it is quiet. */
  speaks: Role[];
  silent: Role[];
  name: Words;
  prompt: Words;
  /** Always false: it says in the file, for whoever reads it, that nothing is written down. */
  may_record: false;
};

export type Script<Words = Text> = {
  id: string;
  /** How many people it suits, from and to. */
  sizes: [number, number];
  title: Words;
  about: Words;
  /** Whose idea the format is. */
  source: Words;
  steps: Step<Words>[];
};

/** A script in the words of one language. */
export type Shown = Script<string>;

export type What =
  | "not-a-script"
  | "unknown-key"
  | "id"
  | "sizes"
  | "no-steps"
  | "too-many-steps"
  | "not-a-step"
  | "twice"
  | "minutes"
  | "roles"
  | "unknown-role"
  | "speaks-and-silent"
  | "nobody"
  | "records"
  | "no-words"
  | "too-long";

/** What is wrong, and where: the step's number counted from one, or null for the script itself. */
export type Fault = {
  step: number | null;
  what: What;
  /** What it is about: a key, a field, a role, a language, as the file says it. */
  at?: string;
  language?: Language;
  most?: number;
};

export const MOST_STEPS = 20;
export const MOST_MINUTES = 90;
export const MOST_PEOPLE = 40;
export const LONGEST = { title: 80, about: 300, source: 200, name: 60, prompt: 400 } as const;

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const SCRIPT_KEYS = ["id", "sizes", "title", "about", "source", "steps"];
const STEP_KEYS = ["id", "minutes", "speaks", "silent", "name", "prompt", "may_record"];

/**
 * Everything that is wrong with a script, in the order of the file; nothing when it can be run.
 *
 * Ours must say each thing in `needed` languages; a group's own says it in one at least.
 */
export function faultsOf(value: unknown, needed: readonly Language[] = []): Fault[] {
  if (!isRecord(value)) return [{ step: null, what: "not-a-script" }];
  const about = (field: "title" | "about" | "source"): Fault[] => wordFaults(value[field], { field, step: null, needed, may: field !== "title" && needed.length === 0 });
  return [
    ...strangers(value, SCRIPT_KEYS, null),
    ...fault(!isId(value["id"]), { step: null, what: "id" }),
    ...fault(!isSizes(value["sizes"]), { step: null, what: "sizes", most: MOST_PEOPLE }),
    ...about("title"),
    ...about("about"),
    ...about("source"),
    ...stepsFaults(value["steps"], needed),
  ];
}

function stepsFaults(steps: unknown, needed: readonly Language[]): Fault[] {
  if (!Array.isArray(steps) || steps.length === 0) return [{ step: null, what: "no-steps" }];
  if (steps.length > MOST_STEPS) return [{ step: null, what: "too-many-steps", most: MOST_STEPS }];
  const seen = new Set<unknown>();
  return steps.flatMap((step: unknown, index) => {
    if (!isRecord(step)) return [{ step: index + 1, what: "not-a-step" as const }];
    const twice = seen.has(step["id"]);
    seen.add(step["id"]);
    return [...fault(twice, { step: index + 1, what: "twice", at: String(step["id"]) }), ...stepFaults(step, index + 1, needed)];
  });
}

function stepFaults(value: Record<string, unknown>, step: number, needed: readonly Language[]): Fault[] {
  const { minutes } = value;
  const isLength = Number.isInteger(minutes) && (minutes as number) >= 1 && (minutes as number) <= MOST_MINUTES;
  return [
    ...strangers(value, STEP_KEYS, step),
    ...fault(!isId(value["id"]), { step, what: "id" }),
    ...fault(!isLength, { step, what: "minutes", most: MOST_MINUTES }),
    ...roleFaults(value["speaks"], value["silent"], step),
    ...fault(value["may_record"] !== false, { step, what: "records" }),
    ...wordFaults(value["name"], { field: "name", step, needed, may: false }),
    ...wordFaults(value["prompt"], { field: "prompt", step, needed, may: false }),
  ];
}

function roleFaults(speaks: unknown, silent: unknown, step: number): Fault[] {
  if (!Array.isArray(speaks) || !Array.isArray(silent)) return [{ step, what: "roles" }];
  const named = [...speaks, ...silent] as unknown[];
  const unknown = named.filter((role) => !isRole(role));
  const both = ROLES.filter((role) => speaks.includes(role) && silent.includes(role));
  return [
    ...unknown.map((role): Fault => ({ step, what: "unknown-role", at: String(role) })),
    ...both.map((role): Fault => ({ step, what: "speaks-and-silent", at: role })),
    ...fault(named.length === 0, { step, what: "nobody" }),
  ];
}

interface Saying {
  field: keyof typeof LONGEST;
  step: number | null;
  needed: readonly Language[];
  /** It may be left unsaid. */
  may: boolean;
}

function wordFaults(value: unknown, { field, step, needed, may }: Saying): Fault[] {
  if (!isText(value)) return [{ step, what: "no-words", at: field }];
  const said = LANGUAGES.filter((language) => value[language]?.trim());
  const lacks = needed.filter((language) => !said.includes(language)).map((language): Fault => ({ step, what: "no-words", at: field, language }));
  const most = LONGEST[field];
  const long = LANGUAGES.filter((language) => (value[language]?.length ?? 0) > most).map((language): Fault => ({ step, what: "too-long", at: field, language, most }));
  return [...lacks, ...fault(said.length === 0 && needed.length === 0 && !may, { step, what: "no-words", at: field }), ...long];
}

const fault = (is: boolean, found: Fault): Fault[] => (is ? [found] : []);
const strangers = (value: Record<string, unknown>, known: string[], step: number | null): Fault[] =>
  Object.keys(value).filter((key) => !known.includes(key)).map((key) => ({ step, what: "unknown-key", at: key }));

export const isRole = (value: unknown): value is Role => (ROLES as readonly unknown[]).includes(value);
const isId = (value: unknown): boolean => typeof value === "string" && ID.test(value);
export const isText = (value: unknown): value is Text =>
  isRecord(value) && Object.entries(value).every(([language, words]) => (LANGUAGES as readonly string[]).includes(language) && typeof words === "string");

function isSizes(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(Number.isInteger)) return false;
  const [from, to] = value as [number, number];
  return from >= 1 && from <= to && to <= MOST_PEOPLE;
}

/** The script with its words in one language, by whatever way they are found. */
export function inWords<Words>(script: Script<Words>, say: (words: Words) => string): Shown {
  return {
    ...script,
    title: say(script.title),
    about: say(script.about),
    source: say(script.source),
    steps: script.steps.map((step) => ({ ...step, name: say(step.name), prompt: say(step.prompt) })),
  };
}

/** A group's own words: in the reader's language where they are there, in another where they are not. */
export const said = (text: Text, language: Language): string => [language, ...LANGUAGES].map((one) => text[one]?.trim()).find(Boolean) ?? "";

/** The roles that a script gives a part to; the moderator and the time keeper are always needed. */
export const rolesOf = (script: Script<unknown>): Role[] =>
  ROLES.filter((role) => role === "moderator" || role === "timekeeper" || script.steps.some(({ speaks, silent }) => speaks.includes(role) || silent.includes(role)));

export const minutesOf = (script: Script<unknown>): number => script.steps.reduce((sum, { minutes }) => sum + minutes, 0);
