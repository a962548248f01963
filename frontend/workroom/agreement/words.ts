/** The clauses of the working agreement: their names, what helps to write them, and gentle words to begin with. */

import { t } from "../../vault/app/words";
import { begun, type Agreement, type Clause } from "./state";

export const clauseName = (clause: Clause): string =>
  ({
    rules: t("Ground rules"),
    takeOut: t("What may be taken out of here"),
    relations: t("Roles and relations in the group"),
    methods: t("Ways of working"),
    chafes: t("If something chafes"),
    board: t("Ethics board"),
  })[clause];

export const clauseHint = (clause: Clause): string =>
  ({
    rules: t("One on each line: turns to speak, phones, being late, the right to pass."),
    takeOut: t("One’s own learning, and not what others said."),
    relations: t("Friends, line managers, double roles, as those concerned want it told. No names of people outside the group."),
    methods: t("One on each line. Each person says of each whether it suits them."),
    chafes: t("How it is raised, with whom first, and when."),
    board: t("The address of a board that may be asked for advice, beginning with https://. May be empty."),
  })[clause];

/** Words to begin with, in the language of whoever begins: each can be changed. */
export const gentle = (): Agreement =>
  begun({
    rules: [
      t("Everybody gets a turn, and everybody may pass without saying why."),
      t("We speak for ourselves and listen to the end."),
      t("We begin and end on time. Whoever is late comes in quietly."),
      t("Phones are silent and away when they are not part of the work."),
    ].join("\n"),
    takeOut: t("One’s own learning may be taken along. What others said, and who said it, stays here. The commissioner is given only what we have accepted together."),
    relations: t("If somebody is close to another member, or has two roles, we tell the group so, in the words of those concerned."),
    methods: [t("Case rounds"), t("Drawing and writing"), t("Cards and pictures"), t("Talking in pairs")].join("\n"),
    chafes: t("Whoever is bothered by something may say so at once, or first to the supervisor alone. We take it up at the next meeting at the latest, and nobody is blamed for raising it."),
    board: "",
  });
