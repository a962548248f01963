/** What a steward does at a circle's door: ask somebody in, and let in the guest of a meeting. */

import type { CircleShown, InviteShown } from "../../worker/rooms/members";
import { button, card, h } from "../dom";
import type { House } from "../house";
import { writtenInvite } from "../invite-link";
import { qr } from "../qr";
import { day, t } from "../words";
import type { Again, Chosen } from "./circle";

const MEETING = 3 * 60; // minutes: a long meeting and what comes after it

export function asking(house: House, found: CircleShown, again: Again, chosen: Chosen): HTMLElement {
  const past = h("input", { type: "checkbox", id: "past", checked: chosen.past, onchange: () => (chosen.past = past.checked) });
  const free = found.outside.filter(({ invited }) => !invited);
  const full = found.kind === "pair" && found.members.length > 1;
  const invite = (record: string) =>
    again(async () => {
      await house.client.invites.invite(found.id, record, past.checked, await house.wordList());
      chosen.past = false; // agreed on for each one anew
    });
  return card(
    t("Ask somebody in"),
    invites(house, found, again),
    !full && free.some(({ reachable }) => reachable) && found.hasWholePast && h(
      "label",
      { class: "check", for: "past" },
      past,
      h("span", {}, t("May also read what has been written before. Agree on it with the others; everybody sees it.")),
    ),
    !full && h("ul", { class: "rows", id: "outside" }, ...free.map(({ id, name, reachable }) =>
      h(
        "li",
        { class: "row" },
        h("span", { class: "rowt" }, name),
        reachable
          ? button(t("Ask in: %(name)s", { name }), () => void invite(id), "btn2")
          : h("span", { class: "kind" }, t("takes part without signing in")),
      ),
    )),
    free.length === 0 && found.invites.length === 0 && h("p", {}, t("Everybody of the process is here.")),
    h("p", { class: "hint" }, t("Nobody needs locked notes to take part in the meetings.")),
  );
}

/** Those whom this person may see to: a steward all, others those whose words they have. */
export function invites(house: House, found: CircleShown, again: Again): HTMLElement {
  return h("div", {}, ...found.invites.filter(({ words }) => found.steward || words).map((one) => inviteRow(house, found, one, again)));
}

function inviteRow(house: House, found: CircleShown, invite: InviteShown, again: Again): HTMLElement {
  const state = {
    waiting: t("Waits for an answer until %(day)s.", { day: day(invite.until) }),
    answered: t("Has answered. Whoever asked lets them in by opening this page."),
    differs: t("The answer was not made with these words. Perhaps they were misheard; perhaps somebody else answered. Nobody was let in."),
  }[invite.state];
  return h(
    "div",
    { class: "notice", "data-invite": invite.name },
    h("p", { class: "notice-title" }, t("Asked in: %(name)s", { name: invite.name })),
    invite.words && h("p", {}, t("Tell these four words yourself: face to face, by phone or on paper, not by e-mail.")),
    invite.words && h("p", { class: "code invite-words", translate: "no" }, invite.words),
    invite.words && byLink(house, invite, again),
    h("p", { class: invite.state === "differs" ? "error" : "kind" }, state),
    h("p", { class: "kind" }, invite.again ? t("Will read what they could read before.") : invite.past ? t("Will read from the beginning.") : t("Will read from joining on.")),
    button(t("Take the invitation back"), () => void again(() => house.client.invites.withdraw(found.id, invite.id)), "btn2"),
  );
}

/** The other form of the words: a square for the one who stands here, made when it is asked for. */
function byLink(house: House, { id, name, link }: InviteShown, again: Again): HTMLElement {
  if (!link) return button(t("Show as a square: %(name)s", { name }), () => void again(() => house.client.invites.link(id)), "btn2");
  const address = writtenInvite({ id, secret: link });
  return h(
    "div",
    { class: "stack" },
    h("p", {}, t("Or let %(name)s alone point their phone at this. Sent as a message the link protects less: whoever reads the message has it.", { name })),
    qr(address, t("A square code that answers this invitation on a phone")),
    h("p", { class: "code invite-link", translate: "no" }, address),
  );
}

export function meetingGuest(house: House, found: CircleShown, again: Again): HTMLElement {
  if (!found.guest) {
    return card(
      t("Guest of a meeting"),
      h("p", {}, t("Those in the room can write without signing in: they point their phone at a square. They see only what is written in this meeting, and their key ends with it.")),
      button(t("Let guests in for this meeting"), () => void again(() => house.client.guests.letIn(found.id, MEETING)), "btn2"),
    );
  }
  const address = `${location.origin}${location.pathname}#guest=${found.guest.link}`;
  return card(
    t("Guest of a meeting"),
    h("p", {}, t("Show this in the room. Whoever has it reads and writes here until you end the meeting.")),
    qr(address, t("A square code that opens this meeting on a phone")),
    h("p", { class: "code", id: "guest-link", translate: "no" }, address),
    h("div", { class: "actions" }, button(t("End the meeting for guests"), () => void again(() => house.client.guests.end(found.id)), "btn")),
  );
}
