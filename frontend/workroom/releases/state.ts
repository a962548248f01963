/** What may leave the room: proposals in the exact words that would be seen, and observations about structures. */

import type { Json } from "../../vault/core/bytes";
import { hasKeys, isRecord } from "../../vault/core/envelope";
import { Refusal } from "../../vault/core/refusal";
import type { Part, Sheet, Table } from "../sheet";
import type { Releasable } from "../tool";

export const MARKS = ["structural", "result"] as const;
export type Mark = (typeof MARKS)[number];
export const KINDS = ["primary_task", "role_map", "quality", "goal", "observation"] as const;
export type Kind = Releasable["kind"];

/** Something noticed about structures: whose matter it is, and what is wished. */
export type Observation = { id: string; on: string; text: string; owner: string; wish: string };

export type Proposal = {
  id: string;
  /** What it is of: the subject it comes from, and the thing in it. A later version of it has the same. */
  from: string;
  /** The same for every version, and random: under this the server knows that it is the same thing. */
  thing: string;
  kind: Kind;
  mark: Mark;
  salt: string;
  sheet: Sheet;
  on: string;
};

export type Releases = {
  v: 1;
  proposals: Proposal[];
  observations: Observation[];
  /** Which one the phones in the room are shown. */
  shown: string;
};

export const OWN = "releases";

export const empty = (): Releases => ({ v: 1, proposals: [], observations: [], shown: "" });

const TEXTS = ["id", "on", "text", "owner", "wish"] as const;
const PROPOSAL = ["id", "from", "thing", "kind", "mark", "salt", "sheet", "on"] as const;

/** Refuses (`form`) what is not written as this writes. */
export function read(state: Json): Releases {
  if (!isRecord(state) || !hasKeys(state, ["v", "proposals", "observations", "shown"]) || state["v"] !== 1) throw new Refusal("form");
  const { proposals, observations, shown } = state as Record<string, Json>;
  if (!Array.isArray(proposals) || !proposals.every(isProposal) || typeof shown !== "string") throw new Refusal("form");
  if (!Array.isArray(observations) || !observations.every((one) => isRecord(one) && hasKeys(one, [...TEXTS]) && TEXTS.every((name) => typeof one[name] === "string"))) throw new Refusal("form");
  return { v: 1, proposals, observations: observations as Observation[], shown };
}

function isProposal(one: Json): one is Proposal {
  if (!isRecord(one) || !hasKeys(one, [...PROPOSAL])) return false;
  const { kind, mark, sheet, ...texts } = one;
  return Object.values(texts).every((text) => typeof text === "string") && (KINDS as readonly unknown[]).includes(kind) && (MARKS as readonly unknown[]).includes(mark) && isSheet(sheet as Json);
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === "string");

function isSheet(value: Json): boolean {
  if (!isRecord(value) || !hasKeys(value, ["title", "parts"]) || typeof value["title"] !== "string" || !Array.isArray(value["parts"])) return false;
  return value["parts"].every((part) => {
    if (!isRecord(part)) return false;
    const { heading, text, list, table, ...rest } = part;
    const texts = [heading, text].every((one) => one === undefined || typeof one === "string");
    const isTable = table === undefined || (isRecord(table) && isTexts(table["head"]) && Array.isArray(table["rows"]) && table["rows"].every(isTexts));
    return texts && (list === undefined || isTexts(list)) && isTable && Object.keys(rest).length === 0;
  });
}

// --- the words -----------------------------------------------------------------------------------------------

// invisible signs that turn the order of what stands around them, and what no page shows
const UNSEEN = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;
const plain = (text: string): string => text.replace(UNSEEN, " ").replace(/ *\n */g, "\n").trim();
const line = (text: string): string => plain(text).replace(/\s*\n\s*/g, " ");

/** As it may leave: without what says nothing, and without signs that nobody sees. The house takes nothing else. */
export function cleaned({ title, parts }: Sheet): Sheet {
  return { title: line(title), parts: parts.map(cleanedPart).filter((part) => Object.keys(part).length > 0) };
}

function cleanedPart({ heading, text, list, table }: Part): Part {
  const alone = table?.rows.length === 0 ? table.head : []; // a table of its head alone is a heading with its words
  const [head, words, lines] = [line(heading ?? alone[0] ?? ""), plain(text ?? alone.slice(1).join("\n")), (list ?? []).map(plain).filter(Boolean)];
  return { ...(head && { heading: head }), ...(words && { text: words }), ...(lines.length > 0 && { list: lines }), ...(table && table.rows.length > 0 && { table: cleanedTable(table) }) };
}

const cleanedTable = ({ head, rows }: Table): Table => ({ head: head.map(plain), rows: rows.map((row) => row.map(plain)) });

/** Other words over the columns: a role in place of a name. */
export function renamed(sheet: Sheet, part: number, column: number, words: string): Sheet {
  const parts = sheet.parts.map((one, at) => (at === part && one.table ? { ...one, table: { ...one.table, head: one.table.head.map((cell, i) => (i === column ? words : cell)) } } : one));
  return { ...sheet, parts };
}

const MOST = { title: 120, heading: 160, text: 4000, line: 600, parts: 30, lines: 60, columns: 16, whole: 40_000 };

/** Whether the house takes it as it is: long things are given in parts. */
export function fits(sheet: Sheet): boolean {
  const short = (texts: readonly string[]): boolean => texts.every((text) => text.length <= MOST.line);
  return (
    sheet.title.length > 0 && sheet.title.length <= MOST.title && sheet.parts.length > 0 && sheet.parts.length <= MOST.parts && JSON.stringify(sheet).length <= MOST.whole &&
    sheet.parts.every(({ heading = "", text = "", list = [], table }) => {
      const lines = list.length <= MOST.lines && short(list);
      const rows = !table || (table.head.length > 1 && table.head.length <= MOST.columns && table.rows.length <= MOST.lines && short(table.head) && table.rows.every((row) => row.length === table.head.length && short(row)));
      return heading.length <= MOST.heading && text.length <= MOST.text && lines && rows;
    })
  );
}

// --- what changes --------------------------------------------------------------------------------------------

/** One more proposal; a later version of the same thing keeps the name under which the server knows it. */
export function proposed(state: Releases, one: Omit<Proposal, "thing">, random: string): Releases {
  if (state.proposals.some(({ id }) => id === one.id)) return state;
  const thing = state.proposals.find(({ from }) => from === one.from)?.thing ?? random;
  return { ...state, proposals: [...state.proposals, { ...one, thing, sheet: cleaned(one.sheet) }] };
}

export const withdrawn = (state: Releases, id: string): Releases => ({ ...state, proposals: state.proposals.filter((one) => one.id !== id), shown: state.shown === id ? "" : state.shown });

export const showing = (state: Releases, id: string): Releases => ({ ...state, shown: id });

/** An observation that a tool or somebody gives on; the same once more is one. */
export function observed(state: Releases, one: Partial<Observation> & Pick<Observation, "id" | "on" | "text">): Releases {
  const text = one.text.trim();
  if (!text || state.observations.some(({ id, text: words }) => id === one.id || words === text)) return state;
  return { ...state, observations: [...state.observations, { owner: "", wish: "", ...one, text }] };
}

export const worded = (state: Releases, id: string, words: Partial<Pick<Observation, "text" | "owner" | "wish">>): Releases => ({
  ...state,
  observations: state.observations.map((one) => (one.id === id ? { ...one, ...words, text: words.text?.trim() || one.text } : one)),
});

export const unobserved = (state: Releases, id: string): Releases => ({ ...state, observations: state.observations.filter((one) => one.id !== id) });
