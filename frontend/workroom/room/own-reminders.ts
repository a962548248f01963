/** One's own reminders: the days, each taken back with one press. Of what they remind is nowhere but in one's own mind. */

import { button, h } from "../../vault/app/dom";
import { t, when } from "../../vault/app/words";
import type { ReminderSet } from "../../vault/worker/api";
import { AtServer } from "../at-server";
import { isOpen } from "../typed";
import type { Workshop } from "./workshop";

const server = new AtServer<ReminderSet[]>();

export const forgetReminders = server.forget;

/** Asked of the server once it is opened; `draw` draws the part it stands in. */
export function ownReminders({ house }: Workshop, draw: () => void): HTMLElement {
  const reminders = house.client.reminders;
  const look = (): ReminderSet[] | null => server.look("own", () => reminders.mine(), draw);
  const drop = (id: string): void =>
    void server.act(async () => {
      await reminders.drop(id);
      return reminders.mine();
    }, draw);
  const found = isOpen("own-reminders") ? look() : server.told;
  const made = h(
    "details",
    { class: "more", id: "own-reminders" },
    h("summary", {}, t("Your reminders")),
    h("p", { class: "hint" }, t("On these days you are sent a message that something waits in Tuokio, never of what; one a week at most. The server knows the days and nothing more.")),
    server.fault && h("p", { class: "error", role: "alert" }, server.fault),
    found?.length === 0 && h("p", { class: "empty" }, t("None is set.")),
    found && found.length > 0 && h("ul", { class: "rows" }, ...found.map(({ id, on }) => h("li", { class: "row" }, h("span", {}, when(on)), button(t("Take it back"), () => drop(id), "act")))),
  );
  made.addEventListener("toggle", () => made.open && server.told === null && look());
  return made;
}
