/** One circle: who reads it, by which words they know each other, who may come, and how one leaves. */

import { checkWords } from "../../core/words";
import { codeOf } from "../../worker/calls";
import type { CircleShown, MemberShown } from "../../worker/rooms/members";
import { checkList } from "../check-list";
import { nameOf, readersOf } from "../circle";
import { button, card, h, onceAtATime, show, trouble } from "../dom";
import { wordsFor } from "../faults";
import type { House, View } from "../house";
import { goesSoon, keptFor } from "../kept";
import { day, t, when } from "../words";
import { asking, invites, meetingGuest } from "./circle-asking";
import { emergencyKey } from "./emergency-key";

export type Again = (act: () => Promise<unknown>) => Promise<void>;

/** What has been chosen on the page and not yet done: it outlasts whatever else is done there meanwhile. */
export interface Chosen {
  past: boolean;
}

export async function circle(house: House, view: Extract<View, { at: "circle" }>, chosen: Chosen = { past: false }): Promise<void> {
  const found = await house.client.members.of(view.space);
  /** Do it, and show the circle as it stands then; when it is refused, the page stays as it is. */
  const again: Again = onceAtATime(async (act) => {
    try {
      await act();
      await circle(house, view, chosen);
    } catch (fault) {
      trouble(wordsFor(codeOf(fault)));
    }
  });
  const guests = found.steward && found.kind === "group" && meetingGuest(house, found, again);
  show(
    nameOf(found),
    found.guest && guests, // what is shown in the room comes first
    who(house, found, again),
    emergencyKey(house, found, again),
    await words(house, found, again),
    found.steward ? asking(house, found, again, chosen) : outsideOf(found),
    !found.guest && guests,
    leaving(house, found),
    h("div", { class: "actions" }, button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2")),
  );
}

function who(house: House, found: CircleShown, again: Again): HTMLElement {
  const stewards = found.members.filter(({ steward }) => steward).length;
  return card(
    t("Who can read this"),
    h("p", {}, readersOf(found)),
    found.turnDue && h("p", { class: "notice" }, wordsFor("turn-due")),
    h("ul", { class: "rows", id: "members" }, ...found.members.map((member) => memberRow(house, found, member, stewards, again)), emergencyRow(found)),
    !found.steward && invites(house, found, again),
    found.steward && found.kind === "group" && found.members.length > 1 && stewards === 1 && h("p", { class: "hint" }, t("Only one can renew the key. Agree with somebody that they can do it too, so that the circle goes on without you.")),
    h("p", { class: "hint" }, t("Whoever leaves may keep what they have already seen. What is written after that they cannot open.")),
    found.steward && h(
      "details",
      { class: "more" },
      h("summary", {}, t("Renew the key")),
      h("p", {}, t("Do this when somebody's device was stolen open. What is written from now on it cannot read; what it has read, it has.")),
      button(t("Renew now"), () => void again(() => house.client.members.turn(found.id)), "btn2"),
    ),
    found.controller && h("p", { class: "hint" }, t("Controller: %(name)s", { name: found.controller })),
    goesSoon(house, found) ?? h("p", { class: "hint" }, keptFor(found)),
  );
}

/** Whoever holds the emergency key reads as the others do, and can do nothing else. */
function emergencyRow({ escrow }: CircleShown): HTMLElement | null {
  return escrow && h("li", { class: "row" }, h("div", {}, h("p", { class: "rowt" }, t("Emergency key: %(name)s", { name: escrow.name })), h("p", { class: "kind" }, t("reads since %(when)s", { when: when(escrow.since) }))));
}

function memberRow(house: House, found: CircleShown, member: MemberShown, stewards: number, again: Again): HTMLElement {
  const name = member.guest ? t("A guest of this meeting") : member.name;
  const told = [
    member.mine && t("you"),
    member.steward && t("can renew the key"),
    !member.guest && (member.past ? t("reads from the beginning") : t("reads from joining on")),
  ].filter((one): one is string => Boolean(one));
  const strange = !member.ofRecord && !member.guest;
  const gone = (why: "removed" | "lost") => again(() => house.client.members.remove(found.id, member.id, why));
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("p", { class: "rowt" }, name),
      h("p", { class: "kind" }, told.join(" · ")),
      member.renewed && h("p", { class: "kind" }, member.renewed.by === member.id ? t("new keys since %(day)s, written by themselves", { day: day(member.renewed.on) }) : t("new keys since %(day)s, let in by %(name)s", { day: day(member.renewed.on), name: found.people[member.renewed.by] ?? "–" })),
      member.askAgain && !member.mine && h("p", { class: "notice" }, t("%(name)s has new keys: meet them and ask them in again.", { name })),
      member.askAgain && !member.mine && !member.isAsked && (found.steward || (member.steward && stewards === 1)) && button(t("Ask in again: %(name)s", { name }), () => void again(async () => house.client.invites.invite(found.id, member.askAgain, false, await house.wordList())), "btn2"),
      strange && h("p", { class: "error" }, t("Reads this, but is not in the process any more.")),
    ),
    found.steward && !member.mine && !member.guest
      ? h(
          "details",
          { class: "more", "data-member": member.name },
          h("summary", { "aria-label": t("Change: %(name)s", { name }) }, t("Change")),
          h("p", { class: "hint" }, t("The key is renewed at once. Whoever is removed cannot open what is written after that.")),
          h(
            "div",
            { class: "actions" },
            button(t("Remove from the circle"), () => void gone("removed"), "btn2"),
            !member.steward && button(t("Let them renew the key too"), () => void again(() => house.client.members.makeSteward(found.id, member.id)), "btn2"),
          ),
        )
      : null,
  );
}

async function words(house: House, found: CircleShown, again: Again): Promise<HTMLElement | string> {
  if (found.members.length < 2) return "";
  const list = await checkList();
  return card(
    t("Check words"),
    h("p", { class: "kind", id: "verified" }, found.unverified ? t("Not verified yet") : t("Verified: you have compared the words")),
    h("p", { class: "code", id: "check-words", translate: "no", lang: "fi" }, checkWords(found.head, list).join(" ")),
    h("p", {}, t("Read these aloud when you meet. When everybody sees the same four words, nobody has slipped in between. They are Finnish words for all, and change when somebody comes or goes.")),
    found.unverified && button(t("We compared, the words are the same"), () => void again(() => house.client.members.compared(found.id)), "btn"),
  );
}

function outsideOf(found: CircleShown): HTMLElement | string {
  if (found.outside.length === 0) return "";
  return card(
    t("In the process, not here"),
    h("p", {}, found.outside.map(({ name }) => name).join(", ")),
    h("p", { class: "hint" }, t("That is as it may be: nobody needs locked notes to take part.")),
  );
}

function leaving(house: House, found: CircleShown): HTMLElement {
  const go = onceAtATime(async (): Promise<void> => {
    try {
      await house.client.members.leave(found.id);
      await house.go({ at: "notes" });
    } catch (fault) {
      problem.textContent = wordsFor(codeOf(fault));
      problem.hidden = false;
    }
  });
  const problem = h("p", { class: "error", role: "alert", hidden: true });
  return h(
    "details",
    { class: "more" },
    h("summary", {}, found.kind === "pair" ? t("Leave what the two of you share") : t("Leave this circle")),
    h("p", {}, t("You no longer get anything that is written here. What you wrote stays with the others.")),
    problem,
    button(t("Leave"), () => void go(), "btn2"),
  );
}
