/** What the interface map says in words. */

import { t } from "../../vault/app/words";
import { listed } from "../roles/words";
import type { Answer, Interfaces, Lack, Missing, Need, Profession } from "./state";

export function answerWord(answer: Answer): string {
  return { open: t("Not answered yet"), agreed: t("Agreed"), cannot: t("Cannot be given") }[answer];
}

export function nameOf(state: Interfaces, id: string): string {
  return state.professions.find((one) => one.id === id)?.name || t("not said");
}

const lackWord = (lack: Lack): string => ({ who: t("who needs it"), whom: t("from whom"), when: t("when"), form: t("in which form") })[lack];

/** Everything that is said of one need, each after its own word, so that no name has to bend. */
export function needWords(state: Interfaces, need: Need): string {
  const parts = [
    t("%(who)s needs: %(what)s", { who: nameOf(state, need.who), what: need.what }),
    t("from: %(whom)s", { whom: nameOf(state, need.whom) }),
    need.when.trim() && t("when: %(when)s", { when: need.when.trim() }),
    need.form.trim() && t("in the form of: %(form)s", { form: need.form.trim() }),
  ];
  return parts.filter(Boolean).join(" · ");
}

export const halfWords = ({ lacks }: Missing["half"][number]): string => t("not said: %(what)s", { what: listed(lacks.map(lackWord)) });

export function oneSidedWords({ from, to }: { from: Profession; to: Profession }): string {
  return t("%(from)s gives to %(to)s; nothing is said of the other way. Is it so, or has nobody asked?", { from: from.name, to: to.name });
}

/** All that is missing, sentence by sentence. */
export function missingWords({ half, oneSided, apart }: Missing): string[] {
  return [
    ...half.map((one) => `${one.need.what}: ${halfWords(one)}`),
    ...oneSided.map(oneSidedWords),
    ...apart.map(({ name }) => t("%(name)s: neither needs nor gives anything yet.", { name })),
  ];
}
