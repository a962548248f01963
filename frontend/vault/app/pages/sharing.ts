/** Sharing out: a copy by hand of what is one's own, into a circle, signed. The original stays where it is. */

import { codeOf } from "../../worker/calls";
import { nameOf, readersOf } from "../circle";
import { button, card, field, h, show } from "../dom";
import { emergencyNotice } from "../emergency";
import { wordsFor } from "../faults";
import type { House, View } from "../house";
import { t } from "../words";

export async function sharing(house: House, view: Extract<View, { at: "share" }>): Promise<void> {
  const from = await house.client.circles.open(view.space);
  const { body } = await house.client.documents.read(from.id, view.id, from.kind === "journal" ? "journal" : "note");
  const said = (body ?? {}) as { title?: unknown; text?: unknown };
  const { spaces } = await house.client.circles.mine();
  const circles = await Promise.all(spaces.filter(({ kind, id }) => id !== from.id && (kind === "group" || kind === "pair")).map(({ id }) => house.client.circles.open(id)));
  const back = button(t("Back"), () => void house.go({ at: "read", space: view.space, id: view.id }), "btn2");
  if (circles.length === 0) {
    show(t("Share a copy"), h("p", {}, t("You are in no circle with others yet.")), h("div", { class: "actions" }, back));
    return;
  }
  const title = field(t("Title"), { id: "share-title" });
  const text = field(t("What you share"), { id: "share-text", long: true, hint: t("Take away what is yours alone. The original stays as it is, and only you see it.") });
  title.input.value = typeof said.title === "string" ? said.title : "";
  text.input.value = typeof said.text === "string" ? said.text : "";
  const share = async (space: string): Promise<void> => {
    text.fault("");
    try {
      const id = crypto.randomUUID();
      await house.client.documents.save(space, id, "note", { v: 1, title: title.input.value, text: text.input.value }, null, title.input.value);
      await house.go({ at: "read", space, id });
    } catch (fault) {
      text.fault(wordsFor(codeOf(fault)));
    }
  };
  show(
    t("Share a copy"),
    h("div", { class: "card" }, h("div", { class: "cardbody" }, title.row, text.row)),
    ...circles.map((circle) =>
      card(nameOf(circle), h("p", {}, readersOf(circle)), emergencyNotice(circle), h("p", { class: "hint" }, t("It is signed with your name, and a copy cannot be taken back from those who have seen it.")), button(t("Share here"), () => void share(circle.id), "btn")),
    ),
    h("div", { class: "actions" }, back),
  );
}
