/** The interface map as a tool of the workroom. */

import { t } from "../../vault/app/words";
import type { Ask, Said } from "../ask";
import { noNames } from "../roles/words";
import type { Tool } from "../tool";
import { page } from "./page";
import { sheetOf } from "./sheet";
import { addNeed, empty, type Interfaces, read } from "./state";
import { needWords } from "./words";

const ASK = "interfaces-need";

export const interfaces: Tool<Interfaces> = {
  id: "interfaces",
  name: () => t("Interface map"),
  about: () => t("Between professions: who needs what from whom, when and in which form, and what nobody has answered."),
  one: true,
  empty,
  read,
  page,
  sheet: sheetOf,
  words: ({ professions, needs }) => [...professions.map(({ name }) => name), ...needs.flatMap(({ what, when, form, word }) => [what, when, form, word])].filter(Boolean),
  ask,
  take,
};

/** Each may say one need at a time, and between whom when the professions are named. */
export function ask(state: Interfaces): Ask {
  const choices = state.professions.map(({ id, name }) => ({ id, words: name }));
  const tags = choices.length > 1 ? [{ id: "who", words: t("Who needs"), choices }, { id: "whom", words: t("From whom"), choices }] : [];
  const lines = state.needs.map((need) => needWords(state, need));
  return { id: ASK, form: "words", rows: 1, hidden: false, tags, title: t("What do you need from another profession?"), hint: noNames(), ...(lines.length > 0 ? { lines } : {}) };
}

export function take(state: Interfaces, { id, ask: asked, text, tags }: Said): Interfaces {
  return asked === ASK && text ? addNeed(state, { id, who: tags?.["who"] ?? "", whom: tags?.["whom"] ?? "", what: text }) : state;
}
