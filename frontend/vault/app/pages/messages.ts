/** Messages of one circle: read, sent, and the reason for an absence told. */

import { codeOf } from "../../worker/calls";
import type { Message, Unread } from "../../worker/rooms/messages";
import { nameOf, readersOf } from "../circle";
import { button, card, field, h, show, tell } from "../dom";
import { emergencyNotice } from "../emergency";
import { wordsFor } from "../faults";
import type { House, View } from "../house";
import { day, t, when } from "../words";

export async function messages(house: House, view: Extract<View, { at: "messages" }>): Promise<void> {
  const space = await house.client.circles.open(view.space);
  const list = h("ol", { class: "rows messages", "aria-label": t("Messages") });
  const fill = async (): Promise<void> => {
    const found = await house.client.messages.all(space.id);
    list.replaceChildren(...(found.length > 0 ? found.map(row) : [h("li", { class: "empty" }, t("Nothing here yet."))]));
  };
  await fill();
  show(
    t("Messages"),
    h("p", { class: "hint" }, `${nameOf(space)} · ${readersOf(space)}`),
    emergencyNotice(space),
    h("div", { class: "card" }, h("div", { class: "cardbody" }, list)),
    composing(house, space.id, fill),
    h("div", { class: "actions" }, button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2")),
  );
}

function row(message: Message | Unread): HTMLElement {
  if (!("text" in message)) return h("li", { class: "row error" }, wordsFor(message.code));
  const { author, mine, at, absence, text } = message;
  const by = mine ? t("You") : author || t("A guest");
  return h(
    "li",
    { class: "message" },
    h("p", { class: "hint" }, `${by} · ${when(at)}`),
    absence && h("p", {}, h("strong", {}, t("Cannot come on %(day)s", { day: day(absence) }))),
    ...text.split("\n").map((line) => h("p", {}, line)),
  );
}

function composing(house: House, space: string, sent: () => Promise<void>): HTMLElement {
  const text = field(t("Message"), { id: "message", long: true });
  const on = field(t("The day of the meeting that you cannot come to"), { id: "absence", hint: t("Leave empty when this is about something else. The reason stays in this circle.") });
  on.input.setAttribute("type", "date");
  const send = async (): Promise<void> => {
    text.fault("");
    try {
      await house.client.messages.send(space, text.input.value, on.input.value || null);
      text.input.value = on.input.value = "";
      await sent();
      tell(t("Sent, locked."));
    } catch (fault) {
      text.fault(wordsFor(codeOf(fault)));
    }
  };
  const write = h("form", { onsubmit: (event) => { event.preventDefault(); void send(); } }, text.row, on.row, h("button", { type: "submit", class: "btn" }, t("Send")));
  return card(t("Write"), write);
}
