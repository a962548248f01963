/** Circle of influence: what is in my hands, in ours, in others', and what cannot be changed (domain.md 6, 9). */

import { t } from "../../vault/app/words";
import { type Board, toolOf } from "../lists/board";
import { rings } from "./rings";

const board: Board = {
  id: "influence",
  name: () => t("Circle of influence"),
  about: () => t("mine, ours, others’, not changeable"),
  one: false,
  weighs: false,
  places: () => [
    { id: "mine", name: t("In my hands"), hint: t("I can decide or do it myself."), next: t("First step") },
    { id: "ours", name: t("In our hands"), hint: t("We can decide or do it together."), next: t("First step") },
    { id: "others", name: t("In others’ hands"), hint: t("Somebody else decides. We can ask, tell or propose."), next: t("Whom we tell, and how") },
    { id: "fixed", name: t("Cannot be changed"), hint: t("We live with this."), next: t("What helps us live with it") },
  ],
  question: () => t("What is on your mind in this matter, and in whose hands is it?"),
  summary: ({ items }) => (items.length > 0 ? [rings(items)] : []),
};

export const influence = toolOf(board);
