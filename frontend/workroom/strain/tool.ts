/** Strain and resources: what takes strength at work, what gives it, and what we can change (domain.md 6, 13). */

import { t } from "../../vault/app/words";
import { type Board, toolOf } from "../lists/board";

const board: Board = {
  id: "strain",
  name: () => t("Strain and resources"),
  about: () => t("what takes strength, what gives it, what we can change"),
  one: true,
  weighs: false,
  places: () => [
    { id: "strain", name: t("Takes strength"), hint: t("In the work, how it is arranged, working together."), next: t("What we can change") },
    { id: "resource", name: t("Gives strength"), hint: t("What already helps, and should not be lost."), next: t("How we keep it, or get more of it") },
  ],
  question: () => t("What takes your strength at work, and what gives it?"),
};

export const strain = toolOf(board);
