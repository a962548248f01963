/** Before more is written, a second way to open is made. Reading and taking along never wait for it. */

import type { Due } from "../../worker/rooms/ways";
import { button, card, h, show } from "../dom";
import type { House, View } from "../house";
import { t } from "../words";
import { renew } from "./ways";

/** Whether this page must come before `view`. */
export async function standsBefore(house: House, view: View): Promise<boolean> {
  return view.at === "write" && (await house.client.ways.due()) === "now";
}

export async function secondWay(house: House, then: View): Promise<void> {
  const standing = await house.client.keys.standing();
  show(
    t("Before you write on"),
    card(
      t("Your notes open with one way only"),
      h("p", {}, t("If it is lost, nobody can open what you have written. A recovery code on paper takes two minutes.")),
      h(
        "div",
        { class: "actions" },
        button(t("Make a recovery code"), () => void renew(house, standing, "recovery", () => house.go(then)), "btn"),
        button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2"),
      ),
      h("p", { class: "small" }, t("Reading and taking your notes along go on without it.")),
    ),
  );
}

/** What the list of notes says about the ways to open; nothing when all is well. */
export async function reminder(house: House): Promise<HTMLElement | null> {
  const due = await house.client.ways.due();
  const words: Record<Exclude<Due, "nothing">, string> = {
    soon: t("Your notes open with one way only. Until there is a recovery code on paper too, losing it loses what is written."),
    now: t("Your notes open with one way only. Before you write on, make a recovery code."),
    test: t("Half a year has gone since you last tried your recovery code. Try whether the paper is where it should be."),
  };
  if (due === "nothing") return null;
  return h("div", { class: "notice", id: "ways-reminder" }, h("p", {}, words[due]), button(t("Ways to open"), () => void house.go({ at: "ways" }), "btn2"));
}
