/** The perspective wheel: the same matter seen from many sides. */

import { t } from "../../vault/app/words";
import type { Ask } from "../ask";
import type { Part } from "../sheet";
import type { Tool } from "../tool";
import { forget, page } from "./page";
import { anew, empty, loose, type Perspectives, read, saidFor, type Saying, take } from "./state";
import { labelOf } from "./views";
import { wordsOf } from "./wheel";

export const perspectives: Tool<Perspectives> = {
  id: "perspectives",
  name: () => t("Perspective wheel"),
  about: () => t("the same matter seen from eight sides"),
  one: false,
  empty,
  read,
  page,
  sheet: (state) => ({ title: t("Perspective wheel"), parts: partsOf(state) }),
  words: ({ matter, views, sayings }) => [matter, ...views.map(({ label }) => label), ...sayings.map(({ text }) => text)].filter(Boolean),
  ask,
  take,
  anew,
  left: forget,
};

const line = ({ text, name }: Saying): string => (name ? `${text} (${name})` : text);

export function partsOf(state: Perspectives): Part[] {
  const others = loose(state);
  return [
    { heading: t("What are we looking at?"), text: state.matter },
    { text: wordsOf(state) },
    ...state.views.map((view): Part => {
      const said = saidFor(state, view.id);
      return said.length > 0 ? { heading: labelOf(view), list: said.map(line) } : { heading: labelOf(view), text: t("missing") };
    }),
    ...(others.length > 0 ? [{ heading: t("Without a view"), list: others.map(line) }] : []),
  ];
}

/** Phones choose a view and say what would be said from there. */
function ask(state: Perspectives): Ask {
  const choices = state.views.map((view) => ({ id: view.id, words: labelOf(view) }));
  const title = state.matter.trim() || t("What would be said from there?");
  return { form: "words", rows: 3, hidden: false, id: state.ask, title, hint: t("Choose a view and speak in its words, as “I”. No names, no cases that can be recognised."), tags: [{ id: "view", words: t("Whose view?"), choices }] };
}
