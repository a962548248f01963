/** That one has been asked into a circle: answered with the four words that one was told. */

import type { Asked } from "../../worker/api";
import { codeOf } from "../../worker/calls";
import { button, card, field, h, onceAtATime, tell, trouble } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { t } from "../words";

export function asked(house: House, invite: Asked): HTMLElement {
  const name = invite.process?.name ?? "";
  const title = invite.kind === "pair" ? t("You are asked to share notes between two: %(name)s", { name }) : t("You are asked into a circle: %(name)s", { name });
  const words = field(t("The four words that you were told"), { secret: true });
  const answer = onceAtATime(async (): Promise<void> => {
    words.fault("");
    try {
      await house.client.invites.answer(invite, words.input.value);
      await house.go({ at: "notes" });
      tell(t("Answered."));
    } catch (fault) {
      words.fault(wordsFor(codeOf(fault)));
    }
  });
  const by = invite.by;
  return card(
    title,
    h("p", {}, t("%(by)s asks you. What is written there, its members can read and nobody else.", { by })),
    h("p", { class: "hint" }, invite.past ? t("You will read what has been written before, too.") : t("You will read what is written after you have joined.")),
    invite.answered && h("p", { class: "notice" }, t("You have answered. You are let in when %(by)s next opens the notes. If the words were misheard, answer again.", { by })),
    h("form", { class: "form", onsubmit: (event) => { event.preventDefault(); void answer(); } }, words.row, h("div", { class: "actions" }, h("button", { type: "submit", class: invite.answered ? "btn2" : "btn" }, t("Answer")))),
    h("p", { class: "hint" }, t("You can also leave this be: it runs out by itself, and changes nothing in your meetings.")),
  );
}

/** Circles that can be begun with others. */
export function beginningTogether(house: House, free: { group: { id: string; name: string }[]; pair: { id: string; name: string }[] }): HTMLElement | string {
  if (free.group.length + free.pair.length === 0) return "";
  const begin = onceAtATime(async (kind: "group" | "pair", process: string): Promise<void> => {
    try {
      const space = await house.client.circles.found(kind, process);
      await house.go({ at: "circle", space });
    } catch (fault) {
      trouble(wordsFor(codeOf(fault)));
    }
  });
  return card(
    t("Begin together"),
    ...free.group.map(({ id, name }) => button(t("Begin a group's circle: %(name)s", { name }), () => void begin("group", id), "btn2")),
    free.pair.length > 0 && h(
      "details",
      { class: "more" },
      h("summary", {}, t("Between two")),
      ...free.pair.map(({ id, name }) => button(t("Begin between two: %(name)s", { name }), () => void begin("pair", id), "btn2")),
    ),
  );
}
