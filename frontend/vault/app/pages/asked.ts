/** That one has been asked into a circle: answered with the four words that one was told. */

import type { Asked } from "../../worker/api";
import { codeOf } from "../../worker/calls";
import { button, card, field, h, tell } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { awaitInvite, carriedInvite, readInvite, spendInvite } from "../invite-link";
import { t } from "../words";

/** What one is asked into; and what to say of a link that leads to none of it. */
export function invitations(house: House, invites: readonly Asked[]): HTMLElement[] {
  const strange = h("p", { class: "notice", id: "strange-link", hidden: true }, t("The link that you came by asks somebody else, or has run out. Ask for a new one."));
  const cards = invites.map((invite) => ({ invite, ...asked(house, invite) }));
  const look = (): void => {
    const link = carriedInvite();
    for (const { invite, byLink } of cards) byLink(link?.id === invite.id ? link.secret : "");
    strange.hidden = link === null || invites.some(({ id }) => id === link.id);
  };
  awaitInvite(look);
  look();
  return [strange, ...cards.map(({ shown }) => shown)];
}

function asked(house: House, invite: Asked): { shown: HTMLElement; byLink: (secret: string) => void } {
  const name = invite.process?.name ?? "";
  const title = t("You are asked into a circle: %(name)s", { name });
  const words = field(t("The four words that you were told"), { secret: true, hint: t("If you were given a square or a link: open it now, beside this page, or paste the link here.") });
  const answer = async (secret = ""): Promise<void> => {
    words.fault("");
    problem.hidden = true;
    try {
      const pasted = readInvite(words.input.value);
      if (secret || pasted?.id === invite.id) await house.client.invites.answerBy(invite, secret || (pasted?.secret ?? ""));
      else await house.client.invites.answer(invite, words.input.value);
      spendInvite(invite.id);
      tell(t("Answered."));
      await house.go({ at: "notes" });
    } catch (fault) {
      if (!secret) return words.fault(wordsFor(codeOf(fault)));
      problem.textContent = wordsFor(codeOf(fault));
      problem.hidden = false;
    }
  };
  const by = invite.by;
  const problem = h("p", { class: "error", role: "alert", hidden: true });
  const link = h("div", { class: "actions" });
  const form = h("form", { onsubmit: (event) => { event.preventDefault(); void answer(); } }, words.row, h("div", { class: "actions" }, h("button", { type: "submit", class: invite.answered ? "btn2" : "btn" }, t("Answer"))));
  const byLink = (secret: string): void => {
    link.replaceChildren(...(secret ? [button(t("Answer with the link that I opened"), () => void answer(secret), "btn")] : []));
    form.hidden = secret !== "";
  };
  const shown = card(
    title,
    h("p", {}, t("%(by)s asks you. What is written there, its members can read and nobody else.", { by })),
    h("p", { class: "hint" }, invite.past ? t("You will read what has been written before, too.") : t("You will read what is written after you have joined.")),
    invite.answered && h("p", { class: "notice" }, t("You have answered. You are let in when %(by)s next opens the notes. If the words were misheard, answer again.", { by })),
    problem,
    link,
    form,
    h("p", { class: "hint" }, t("You can also leave this be: it runs out by itself, and changes nothing in your meetings.")),
  );
  return { shown, byLink };
}

/** Circles that can be begun with others. */
export function beginningTogether(house: House, free: { group: { id: string; name: string }[]; pair: { id: string; name: string }[] }): HTMLElement | string {
  if (free.group.length + free.pair.length === 0) return "";
  const begin = async (kind: "group" | "pair", process: string): Promise<void> => {
    try {
      const space = await house.client.circles.found(kind, process);
      await house.go({ at: "circle", space });
    } catch (fault) {
      tell(wordsFor(codeOf(fault)));
    }
  };
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
