/** Small parts of pages that boards share: fields that last over a redraw, and what opens where it stands. */

import { button, type Field, field, h, trouble } from "../../vault/app/dom";
import { warningsBeside } from "../../vault/app/warnings";
import { day, t } from "../../vault/app/words";
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

/** What opens and closes by a press, and stays as it was when the page is drawn again. `closed`: show what was written in it. */
export function toggle(panel: HTMLElement, words: string, what: string, closed: () => void): HTMLButtonElement {
  const id = `${panel.id}-by`;
  const press = (): void => {
    say(pressed.ariaExpanded !== "true");
    if (panel.hidden) closed();
  };
  const pressed = button(words, press, "act");
  const say = (open: boolean): void => {
    panel.hidden = !open;
    pressed.ariaExpanded = String(open);
  };
  pressed.id = id;
  if (what) pressed.ariaLabel = `${words}: ${what}`;
  pressed.setAttribute("aria-controls", panel.id);
  say(document.getElementById(id)?.ariaExpanded === "true");
  return pressed;
}

/** Put this tool's question on the phones, or take it away; only where a meeting is led from this screen. */
export function asking<State>(desk: Desk<State>, words: string, { id, about }: { id: string; about?: string } = { id: "ask-phones" }): HTMLElement | null {
  if (!desk.leads || !desk.mayWrite) return null;
  const pressed = button(desk.asking ? t("Take the question off the phones") : words, () => desk.askPhones(!desk.asking));
  pressed.id = id;
  if (about) pressed.ariaLabel = `${pressed.textContent}: ${about}`;
  return h("div", { class: "actions" }, pressed);
}

/** What looks like an identity code or a member's name, said while one writes. */
export function warnings(desk: Pick<Desk<unknown>, "people">, input: HTMLTextAreaElement): HTMLElement {
  const put = (words: string): void => {
    input.value = words;
    input.dispatchEvent(new Event("input"));
  };
  return warningsBeside({ input, put }, { kind: "group", names: desk.people });
}

export const group = (name: string, pressed: readonly Node[]): HTMLElement =>
  h("div", { role: "group", "aria-label": name, class: "field" }, h("p", { class: "label" }, name), h("div", { class: "buttonrow" }, ...pressed));

/** One of a group of which one is chosen. */
export function choice(id: string, words: string, chosen: boolean, act: () => void): HTMLButtonElement {
  const pressed = button(words, act, "btnghost");
  pressed.id = id;
  pressed.ariaPressed = String(chosen);
  return pressed;
}

/** What can be taken further: its words, and the days on which it was. */
export type Taken = { words: string; next: string; action: string; observation: string };

/** That it was made an agreed action, that it was given on: for whoever reads it later. */
export const made = ({ action, observation }: Pick<Taken, "action" | "observation">): HTMLElement[] =>
  [
    action && h("p", {}, h("span", { class: "badge badge-held" }, t("Agreed action since %(day)s", { day: day(action) }))),
    observation && h("p", {}, h("span", { class: "badge badge-group" }, t("Among the observations since %(day)s", { day: day(observation) }))),
  ].filter((node): node is HTMLParagraphElement => Boolean(node));

/** Out of this board: to what was agreed, or to what is said about structures. Each is done once and stays to be seen. */
export function further<State>(desk: Desk<State>, now: () => Taken, keep: (change: Partial<Taken>) => void): HTMLElement {
  const take = async (name: "action" | "observation"): Promise<void> => {
    const { words, next, ...done } = now();
    if (done[name]) return;
    try {
      await (name === "action" ? desk.toAction(next ? `${words}: ${next}` : words) : desk.toObservation(words));
      keep({ [name]: desk.today() });
    } catch {
      trouble(t("That did not work yet. Nothing was lost; try again."));
    }
  };
  const { action, observation } = now();
  return h(
    "div",
    { class: "actions" },
    !action && button(t("Make this an agreed action"), () => void take("action"), "act"),
    !observation && button(t("Take this to the observations about structures"), () => void take("observation"), "act"),
  );
}
