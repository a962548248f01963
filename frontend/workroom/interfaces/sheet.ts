/** The interface map on paper: each need as a row, what goes from each to each, and what is missing. */

import { t, tn } from "../../vault/app/words";
import type { Part, Sheet, Table } from "../sheet";
import { type Interfaces, matrix, missingOf } from "./state";
import { answerWord, missingWords, nameOf } from "./words";

const EMPTY_ROWS = 10;

export function sheetOf(state: Interfaces): Sheet {
  const parts: (Part | false)[] = [
    { table: needsTable(state) },
    state.professions.length > 1 && { heading: t("From whom to whom"), text: t("Rows give, columns need."), table: matrixTable(state) },
    missing(state),
  ];
  return { title: t("Interface map"), parts: parts.filter((part) => part !== false) };
}

function missing(state: Interfaces): Part | false {
  const found = missingOf(state);
  const waits = found.unanswered.length > 0 ? [tn("%(n)s need has no answer yet.", "%(n)s needs have no answer yet.", found.unanswered.length)] : [];
  const list = [...waits, ...missingWords(found)];
  return list.length > 0 && { heading: t("What is missing"), list };
}

/** Each need; with nothing in it, the same table for a pen. */
export function needsTable(state: Interfaces): Table {
  const head = [t("Who needs"), t("From whom"), t("What"), t("When it is needed"), t("In which form"), t("What was answered")];
  const rows = state.needs.map((need) => [nameOf(state, need.who), nameOf(state, need.whom), need.what, need.when, need.form, [answerWord(need.answer), need.word].filter(Boolean).join(": ")]);
  return { head, rows: rows.length > 0 ? rows : Array.from({ length: EMPTY_ROWS }, () => head.map(() => "")) };
}

export function matrixTable(state: Interfaces): Table {
  const rows = matrix(state).map(({ from, cells }) => [from.name, ...cells.map(({ to, needs }) => (to.id === from.id ? "" : needs.map(({ what }) => what).join("; ") || "–"))]);
  return { head: [t("Gives"), ...state.professions.map(({ name }) => name)], rows };
}
