/** What the three boards of simple lists have in common: how they are asked of phones, printed and found again. */

import { t } from "../../vault/app/words";
import type { Ask } from "../ask";
import type { Sheet, Table } from "../sheet";
import type { Tool, ToolId } from "../tool";
import { boardPage } from "./page";
import { empty, type Item, type Lists, merged, of, read, type Rules, STRENGTHS, take } from "./state";

export interface Place {
  id: string;
  name: string;
  hint: string;
  /** What is asked of each item that stands here: the next step, or what can be changed. */
  next: string;
}

export interface Board {
  id: ToolId;
  name: () => string;
  about: () => string;
  one: boolean;
  weighs: boolean;
  places: () => Place[];
  /** What phones are asked. */
  question: () => string;
  /** The one sentence that the lists are about, where there is one: its label and what helps to write it. */
  sentence?: () => { label: string; hint: string };
  /** What stands above the lists, made from them. */
  summary?: (state: Lists) => Node[];
  /** The same in words, for paper. */
  total?: (state: Lists) => string;
}

/** The names of the places are asked for when they are shown: the language is not known before. */
export const rulesOf = (board: Board): Rules => ({ places: board.places().map(({ id }) => id), weighs: board.weighs });

export function toolOf(board: Board): Tool<Lists> {
  return {
    id: board.id,
    name: board.name,
    about: board.about,
    one: board.one,
    empty,
    read: (state) => read(state, rulesOf(board)),
    page: (desk) => boardPage(board, desk),
    sheet: (state) => sheetOf(board, state),
    words: ({ about, items }) => [about, ...items.flatMap(({ words, next }) => [words, next])].filter(Boolean),
    ask: (state) => askOf(board, state),
    take: (state, said) => take(state, rulesOf(board), said),
    merged,
  };
}

export const inWords = (strength: number): string => t("strength %(n)s of 5", { n: strength });

function askOf(board: Board, state: Lists): Ask {
  const places = board.places().map(({ id, name, hint }) => ({ id, words: name, note: hint }));
  const strengths = STRENGTHS.map((one) => ({ id: String(one), words: String(one) }));
  return {
    id: state.key,
    form: "words",
    rows: 1,
    hidden: false,
    title: board.question(),
    hint: t("One thing at a time. No names, no cases that can be recognised."),
    ...(state.about ? { lines: [state.about] } : {}),
    tags: [
      { id: "place", words: t("Where does it belong?"), choices: places },
      ...(board.weighs ? [{ id: "strength", words: t("How strong is it, 1–5?"), choices: strengths }] : []),
    ],
  };
}

function sheetOf(board: Board, state: Lists): Sheet {
  const sentence = board.sentence?.();
  const total = state.items.length > 0 && board.total?.(state);
  return {
    title: board.name(),
    parts: [
      ...(sentence ? [{ heading: sentence.label, text: state.about || "–" }] : []),
      ...(total ? [{ text: total }] : []),
      ...board.places().map((place) => ({ heading: place.name, text: place.hint, table: tableOf(board, place, of(state, place.id)) })),
    ],
  };
}

/** Three empty rows stand below what there is, for a pen. */
function tableOf({ weighs }: Board, { next }: Place, items: readonly Item[]): Table {
  const row = (words: string, strength: string, step: string): string[] => [words, ...(weighs ? [strength] : []), step];
  const pen = [1, 2, 3].map(() => row("", "", ""));
  return { head: row(t("What"), t("Strength"), next), rows: [...items.map((item) => row(item.words, String(item.strength), item.next)), ...pen] };
}
