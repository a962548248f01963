/** Force field: a change in one sentence, what carries it and what holds it back, each weighed from 1 to 5 (domain.md 6, 12). */

import { h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import { type Board, toolOf } from "../lists/board";
import { balance } from "./balance";

const board: Board = {
  id: "forces",
  name: () => t("Force field"),
  about: () => t("what carries a change, what holds it back"),
  one: false,
  weighs: true,
  places: () => [
    { id: "for", name: t("Carries it forward"), hint: t("Helps this change to come about."), next: t("How we strengthen it") },
    { id: "against", name: t("Holds it back"), hint: t("Slows this change down or stands in its way."), next: t("How we lighten it") },
  ],
  question: () => t("What carries this change forward, what holds it back?"),
  sentence: () => ({ label: t("The change in one sentence"), hint: t("What would be different? No names, no cases that can be recognised.") }),
  summary: (state) => (state.items.length > 0 ? [h("p", { class: "lists-total" }, balance(state))] : []),
  total: balance,
};

export const forces = toolOf(board);
