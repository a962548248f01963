/** The emergency key of the practice in one circle: since when it reads, what one can do about it, and a steward's switch. */

import type { CircleShown } from "../../worker/rooms/members";
import { button, card, field, h } from "../dom";
import { emergencyNotice } from "../emergency";
import type { House } from "../house";
import { codeOf } from "../../worker/calls";
import { wordsFor } from "../faults";
import { t } from "../words";
import type { Again } from "./circle";

const END = 12;

const inFours = (signs: string): string => signs.replace(/(.{4})(?=.)/g, "$1 ");

export function emergencyKey(house: House, found: CircleShown, again: Again): HTMLElement | string {
  if (found.escrow) return reads(house, found, found.escrow, again);
  return found.steward && found.offered ? letIn(house, found, found.offered, again) : "";
}

function reads(house: House, found: CircleShown, { recipient }: NonNullable<CircleShown["escrow"]>, again: Again): HTMLElement {
  return card(
    t("Emergency key of the practice"),
    emergencyNotice(found),
    h("p", {}, t("What was written before that it does not open, unless somebody saves it anew.")),
    h("p", {}, t("If you do not accept this, speak of it in the group. You may also leave, or write in your own notes or your journal: there it never reads.")),
    h("p", { class: "hint" }, t("Its public key ends so; on the paper it is the same:")),
    h("p", { class: "code", id: "emergency-end", translate: "no" }, inFours(recipient.slice(-END))),
    found.steward && found.offered?.recipient !== recipient && h("p", { class: "notice", id: "emergency-old" }, t("The practice no longer keeps this key. Let it read no more.")),
    found.steward && h(
      "details",
      { class: "more" },
      h("summary", {}, t("Let it read no more")),
      h("p", {}, t("The key of the circle is renewed at once. What was written while it read, its holder may have already.")),
      button(t("End its reading now"), () => void again(() => house.client.emergencyKey.off(found.id)), "btn2"),
    ),
  );
}

function letIn(house: House, found: CircleShown, offered: NonNullable<CircleShown["offered"]>, again: Again): HTMLElement {
  const end = field(t("The last twelve signs, from the paper"), { id: "emergency-typed", secret: true, hint: t("You type them from the paper, so that the server cannot put a key of its own in the paper's place.") });
  const on = async (): Promise<void> => {
    end.fault("");
    try {
      await house.client.emergencyKey.on(found.id, offered, end.input.value);
    } catch (fault) {
      end.fault(wordsFor(codeOf(fault)));
      return;
    }
    await again(() => Promise.resolve());
  };
  return card(
    t("Emergency key of the practice"),
    h("p", {}, t("The practice keeps a key on paper for an emergency. It is held by: %(name)s. Here it reads nothing unless you let it, and never what was written before.", { name: offered.name })),
    h(
      "details",
      { class: "more" },
      h("summary", {}, t("Let it read from now on")),
      h("p", {}, t("Agree on it in the group first: everybody here will see it. Then take the paper and find the line that begins with age1. The server names this key:")),
      h("p", { class: "code", id: "emergency-start", translate: "no" }, `${inFours(offered.recipient.slice(0, -END))} …`),
      h("form", { class: "stack", onsubmit: (event) => { event.preventDefault(); void on(); } }, end.row, h("button", { type: "submit", class: "btn2" }, t("It is the same; let it read"))),
    ),
  );
}
