/** Small parts of pages that boards share: fields that last over a redraw, and what opens where it stands. */

import { button, type Field, field, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { Desk } from "../tool";

type Named = { hint?: string; id: string };
type Area = Omit<Field, "input"> & { input: HTMLTextAreaElement };
type Line = Omit<Field, "input"> & { input: HTMLInputElement };

/** A few lines: as high as what is written in it. */
export function area(label: string, options: Named): Area {
  const made = field(label, { ...options, long: true }) as Area;
  made.input.className = "input";
  made.input.rows = 2;
  return made;
}

export const line = (label: string, options: Named): Line => field(label, options) as Line;

/** What was being typed in a field of this id goes on in the new one: a redraw while a phone says something takes no letter. */
export function lasting<Made extends Area | Line>(made: Made): Made {
  const before = document.getElementById(made.input.id);
  if (before instanceof HTMLInputElement || before instanceof HTMLTextAreaElement) made.input.value = before.value;
  return made;
}

/** What opens and closes by a press, and stays as it was when the page is drawn again. */
export function toggle(panel: HTMLElement, words: string, what: string): HTMLButtonElement {
  const before = document.getElementById(panel.id);
    const open = document.getElementById(`${panel.id}-by`)?.ariaExpanded === "true";
  const pressed = button(words, () => say(pressed.ariaExpanded === "true"), "act");
  pressed.id = `${panel.id}-by`;
  pressed.append(h("span", { class: "vh" }, `: ${what}`));
  pressed.setAttribute("aria-controls", panel.id);
  const say = (closed: boolean): void => {
    panel.hidden = closed;
    pressed.setAttribute("aria-expanded", String(!closed));
  };
  say(!open);
  return pressed;
}

/** Put this tool's question on the phones, or take it away; only where a meeting is led from this screen. */
export function asking<State>(desk: Desk<State>, words: string): HTMLElement | null {
  if (!desk.leads || !desk.mayWrite) return null;
  const pressed = button(desk.asking ? t("Take the question off the phones") : words, () => desk.askPhones(!desk.asking));
  pressed.id = "ask-phones";
  return h("div", { class: "actions" }, pressed);
}
