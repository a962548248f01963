/** The day after a meeting: what a journal offers, once its writer has switched it on. */

import type { Reminder } from "../worker/api";
import { codeOf } from "../worker/calls";
import type { SpaceShown } from "../worker/rooms/circles";
import { button, h, tell } from "./dom";
import { wordsFor } from "./faults";
import type { House } from "./house";
import { day, t } from "./words";

/** Its place in the journal's card; filled once the server has told, and left empty when it cannot. */
export function dayAfter(house: House, space: SpaceShown): HTMLElement {
  const place = h("div", { class: "stack" });
  const show = (now: Reminder): void => {
    place.replaceChildren(...(asks(now, space.listed) ? [question(house, space, now)] : []), choice(house, now, show));
  };
  void house.client.reminding.look().then(show, () => undefined);
  return place;
}

/** Nothing is asked of whoever has written since. */
export const asks = ({ wished, met }: Reminder, listed: readonly { kind: string; changed: string }[]): boolean =>
  wished && met !== null && !listed.some(({ kind, changed }) => kind === "journal" && changed.slice(0, 10) >= met);

function question(house: House, { id }: SpaceShown, { met }: Reminder): HTMLElement {
  return h(
    "div",
    { class: "notice", id: "day-after" },
    h("p", {}, t("You met on %(day)s. What stayed with you?", { day: day(met ?? "") })),
    button(t("Write a few words"), () => void house.go({ at: "write", space: id, id: null, asked: true }), "btn2"),
  );
}

function choice(house: House, now: Reminder, show: (now: Reminder) => void): HTMLElement {
  const box = h("input", { type: "checkbox", id: "remind", checked: now.wished });
  const problem = h("p", { class: "error", role: "alert", hidden: true });
  const choose = async (): Promise<void> => {
    problem.hidden = true;
    try {
      show(await house.client.reminding.wish(box.checked));
      document.querySelector<HTMLElement>("#remind")?.focus();
      tell(box.checked ? t("The reminder is on.") : t("The reminder is off."));
    } catch (fault) {
      box.checked = now.wished; // as it stands
      problem.textContent = wordsFor(codeOf(fault));
      problem.hidden = false;
    }
  };
  box.addEventListener("change", () => void choose());
  return h(
    "details",
    { class: "more", open: now.wished },
    h("summary", {}, t("After a meeting")),
    h("label", { class: "check", for: "remind" }, box, h("span", {}, t("Remind me the day after a meeting"))),
    h("p", { class: "hint" }, t("The mail says only that something waits in Tuokio, never what. The server knows that you want it, and nothing of what you write.")),
    problem,
  );
}
