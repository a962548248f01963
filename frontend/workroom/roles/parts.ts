/** Small parts of these pages: one choice of a few, something that unfolds and stays so, lists that can be mended. */

import { button, field, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";

type Given = Node | string | null | false;

/** A part of the tool's page under a heading of its own. */
export function section(title: string, ...children: Given[]): HTMLElement {
  return h("section", { class: "toolpart" }, h("h3", {}, title), ...children);
}

/** The same for what is done on the screen: on paper it is left out. */
export function screenSection(title: string, ...children: Given[]): HTMLElement {
  const part = section(title, ...children);
  part.classList.add("noprint");
  return part;
}

/** One of a few, as radio buttons side by side. */
export function segments<Value extends string>(name: string, legend: string, choices: { value: Value; words: string }[], chosen: Value, choose: (value: Value) => void): HTMLElement {
  const options = choices.map(({ value, words }) => {
    const input = h("input", { type: "radio", name, id: `${name}-${value}`, value, checked: value === chosen, onchange: () => choose(value) });
    return h("label", { class: "roles-segment" }, input, words);
  });
  return h("fieldset", {}, h("legend", { class: "vh" }, legend), h("div", { class: "roles-segments" }, ...options));
}

/** Unfolds, and is as it was when the page is drawn anew. */
export function folded(open: Set<string>, id: string, summary: string, ...children: Given[]): HTMLDetailsElement {
  const details = h("details", { id, open: open.has(id) }, h("summary", { id: `${id}-summary` }, summary), ...children);
  details.addEventListener("toggle", () => (details.open ? open.add(id) : open.delete(id)));
  return details;
}

/** A field and a button that adds what stands in it; the focus stays in the field for the next one. */
export function adding(id: string, label: string, { hint, words, add }: { hint?: string; words: string; add: (text: string) => void }): HTMLFormElement {
  const { row, input } = field(label, { id, ...(hint ? { hint } : {}) });
  const act = (event: Event): void => {
    event.preventDefault();
    const text = input.value;
    if (!text.trim()) return;
    input.value = "";
    add(text);
    focusOn(id);
  };
  return h("form", { class: "roles-add", onsubmit: act }, row, h("button", { type: "submit", class: "btn2", id: `${id}-add` }, words));
}

export interface Mended {
  id: string;
  name: string;
  /** Fields of this one; each with a label of its own. */
  fields: (Node | null)[];
  up: () => void;
  down: () => void;
  remove: () => void;
}

/** Each with its fields, one step up or down, and away at the second press. */
export function mending(list: readonly Mended[], { after }: { after: string }): HTMLElement {
  const rows = list.map((one, at) => h("li", { class: "roles-mend" }, ...one.fields, h("div", { class: "roles-steps" },
    stepButton(`${one.id}-up`, t("Up"), one.name, at > 0, one.up),
    stepButton(`${one.id}-down`, t("Down"), one.name, at < list.length - 1, one.down),
    removeButton(one, after))));
  return h("ul", { class: "roles-mends" }, ...rows);
}

/** At the edge it stays where it is and says that it does nothing, so that whoever moves on loses no focus. */
function stepButton(id: string, words: string, name: string, can: boolean, act: () => void): HTMLElement {
  return h("button", { type: "button", class: "act", id, "aria-label": `${words}: ${name}`, "aria-disabled": can ? null : "true", onclick: () => can && act() }, words);
}

/** Which button was pressed once: it says so also when the page is drawn anew between the two presses. */
let sure = "";

/** Away at the second press, and then the focus is at `after`. */
export function removeButton({ id, name, remove, words = t("Remove") }: Pick<Mended, "id" | "name" | "remove"> & { words?: string }, after: string): HTMLElement {
  const press = h("button", { type: "button", class: "act", id: `${id}-remove` });
  const say = (): void => {
    press.textContent = sure === id ? t("Remove for good") : words;
    press.setAttribute("aria-label", `${press.textContent}: ${name}`);
  };
  const put = (now: string): void => {
    sure = now;
    say();
  };
  press.addEventListener("click", () => {
    if (sure !== id) return put(id);
    put("");
    remove();
    focusOn(after);
  });
  press.addEventListener("blur", () => press.isConnected && sure === id && put(""));
  say();
  return press;
}

/** A field in a list: its label is heard, and seen when there is room. */
export function named(id: string, label: string, value: string, put: (value: string) => void): HTMLElement {
  const { row, input } = field(label, { id });
  input.value = value;
  input.addEventListener("input", () => put(input.value));
  return row;
}

export const focusOn = (id: string): void => document.getElementById(id)?.focus();

export const quiet = (words: string, act: () => void, id: string): HTMLButtonElement => {
  const press = button(words, act, "act");
  press.id = id;
  return press;
};
