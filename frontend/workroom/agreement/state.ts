/**
 * The working agreement inside the group (domain.md 3, W1–W6): words that everybody has accepted, version by version.
 *
 * An acceptance belongs to the words themselves: it names their hash, and counts for nothing else. Whoever changes a
 * word has a draft, and once it is put forward everybody is asked anew; what was accepted before stays as it was.
 */

import { canonical, digest, type Json, utf8 } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Said } from "../ask";
import { both, union } from "../lists/merging";

/** W2–W6; W1, the group's own goals, stand in their own tool. `board` is the address of an ethics board. */
export const CLAUSES = ["rules", "takeOut", "relations", "methods", "chafes", "board"] as const;
export type Clause = (typeof CLAUSES)[number];
export type Terms = { rules: string; takeOut: string; relations: string; methods: string; chafes: string; board: string };

export type Proposal = { hash: string; on: string; terms: Terms };

/** Where it was said: on one's own screen, on a phone in the meeting, or on the device that goes round. */
export const WAYS = ["own", "phone", "round"] as const;
export type Way = (typeof WAYS)[number];

export type Acceptance = {
  hash: string;
  way: Way;
  /** Whose it is: a member's id, a phone in a meeting, a name on the device that goes round. */
  by: string;
  name: string;
  /** The day (ISO); empty when it was said by phone, where the meeting tells it. */
  on: string;
  /** The methods that suit, by their place in the words that were accepted. */
  methods: number[];
};

export type Agreement = {
  /** The words as they are being written. */
  terms: Terms;
  proposals: Proposal[];
  accepted: Acceptance[];
  /** What phones have said: the same again, and later, changes nothing. */
  taken: string[];
};

export const hashOf = (terms: Terms): string => digest(utf8(canonical(terms)));
export const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

export const begun = (terms: Terms): Agreement => ({ terms, proposals: [], accepted: [], taken: [] });

const isText = (value: unknown): value is string => typeof value === "string";
const isListOf = <One>(value: unknown, is: (one: unknown) => one is One): value is One[] => Array.isArray(value) && value.every(is);
const isTerms = (value: unknown): value is Terms => isRecord(value) && hasKeys(value, CLAUSES) && CLAUSES.every((name) => isText(value[name]));

/** Throws Refusal("form") on what is not written as this writes, and on an acceptance of words that were never put forward. */
export function read(value: Json): Agreement {
  if (!isRecord(value) || !hasKeys(value, ["terms", "proposals", "accepted", "taken"])) throw new Refusal("form");
  const { terms, proposals, accepted, taken } = value;
  const lists = isListOf(proposals, isProposal) && isListOf(accepted, isAcceptance) && isListOf(taken, isText);
  if (!isTerms(terms) || !lists) throw new Refusal("form");
  const hashes = proposals.map(({ hash }) => hash);
  if (!accepted.every(({ hash }) => hashes.includes(hash))) throw new Refusal("form");
  return { terms, proposals, accepted, taken };
}

const isProposal = (value: unknown): value is Proposal =>
  isRecord(value) && hasKeys(value, ["hash", "on", "terms"]) && isText(value["on"]) && isTerms(value["terms"]) && value["hash"] === hashOf(value["terms"]);

function isAcceptance(value: unknown): value is Acceptance {
  if (!isRecord(value) || !hasKeys(value, ["hash", "way", "by", "name", "on", "methods"])) return false;
  const { methods } = value;
  const texts = ["hash", "by", "name", "on"].every((name) => isText(value[name]));
  return texts && (WAYS as readonly unknown[]).includes(value["way"]) && Array.isArray(methods) && methods.every((one) => Number.isSafeInteger(one) && one >= 0);
}

export const written = (state: Agreement, clause: Clause, words: string): Agreement => ({ ...state, terms: { ...state.terms, [clause]: words } });

/** The words that everybody is asked to accept: the last that were put forward. */
export const current = ({ proposals }: Agreement): Proposal | undefined => proposals.at(-1);

/** Whether the words being written are others than those put forward. */
export const differs = (state: Agreement): boolean => current(state)?.hash !== hashOf(state.terms);

/** Which clauses are worded otherwise than in the version before. */
export function changes(before: Terms | undefined, after: Terms): Clause[] {
  return before ? CLAUSES.filter((name) => before[name] !== after[name]) : [];
}

/** Put the words forward as a new version; the same words twice in a row are one. */
export function proposed(state: Agreement, on: string): Agreement {
  return differs(state) ? { ...state, proposals: [...state.proposals, { hash: hashOf(state.terms), on, terms: state.terms }] } : state;
}

export const acceptancesOf = ({ accepted }: Agreement, hash: string): Acceptance[] => accepted.filter((one) => one.hash === hash);

const isSame = (one: Acceptance, other: Pick<Acceptance, "hash" | "way" | "by">): boolean => one.hash === other.hash && one.way === other.way && one.by === other.by;

/** Whoever accepts again says it anew; words that were never put forward cannot be accepted. */
export function accepted(state: Agreement, acceptance: Acceptance): Agreement {
  const proposal = state.proposals.find(({ hash }) => hash === acceptance.hash);
  if (!proposal) return state;
  const known = linesOf(proposal.terms.methods).length;
  const methods = [...new Set(acceptance.methods)].filter((place) => Number.isSafeInteger(place) && place >= 0 && place < known).sort((one, other) => one - other);
  return { ...state, accepted: [...state.accepted.filter((one) => !isSame(one, acceptance)), { ...acceptance, methods }] };
}

export const takenBack = (state: Agreement, one: Pick<Acceptance, "hash" | "way" | "by">): Agreement => ({ ...state, accepted: state.accepted.filter((other) => !isSame(other, one)) });

/** What a phone picks besides the methods, `m0`, `m1` and so on. */
export const ACCEPT = "accept";

/** A phone accepts, or no longer does; each message counts once, and only for the words that it was asked of. */
export function take(state: Agreement, { id, ask, from, name, picks = [] }: Said): Agreement {
  if (state.taken.includes(id) || !state.proposals.some(({ hash }) => hash === ask)) return state;
  const next = { ...state, taken: [...state.taken, id] };
  const one = { hash: ask, way: "phone", by: from } as const;
  if (!picks.includes(ACCEPT)) return takenBack(next, one);
  return accepted(next, { ...one, name, on: "", methods: picks.filter((pick) => /^m\d+$/.test(pick)).map((pick) => Number(pick.slice(1))) });
}

/**
 * Both in one. Acceptances of both count, each for its own words; where the words differ both stand in the draft, to be
 * put forward anew. Versions keep the order of their days.
 */
export function merged(mine: Agreement, other: Agreement): Agreement {
  const terms = Object.fromEntries(CLAUSES.map((name) => [name, both(mine.terms[name], other.terms[name], "\n")])) as Terms;
  const known = mine.proposals.map(({ hash }) => hash);
  const proposals = [...mine.proposals, ...other.proposals.filter(({ hash }) => !known.includes(hash))].sort((one, another) => one.on.localeCompare(another.on));
  const missing = other.accepted.filter((one) => !mine.accepted.some((own) => isSame(own, one)));
  return { terms, proposals, accepted: [...mine.accepted, ...missing], taken: union(mine.taken, other.taken) };
}
