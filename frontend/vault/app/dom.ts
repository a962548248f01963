/** Building a page from nodes: text is always text, and there is no other way to put words on the screen. */

type Given = Node | string | null | false | undefined;
type Attributes = Record<string, string | boolean | null | undefined | ((event: Event) => void)>;

/** An element with attributes, listeners (`onclick`) and children; null, false and undefined are left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Given[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** Which way of pressing leads on: one filled button on a page, the others quieter. */
export function button(words: string, act: () => void, look: "btn" | "btn2" | "btnghost" | "act" = "btn2"): HTMLButtonElement {
  return h("button", { type: "button", class: look, onclick: () => act() }, words);
}

export interface Field {
  row: HTMLElement;
  input: HTMLInputElement | HTMLTextAreaElement;
  /** Say what is wrong beside the field, and go there; an empty text takes it away. */
  fault: (words: string) => void;
}

let fields = 0;

/** One field with its label. Nothing typed here is kept, completed, corrected or looked up by the browser. */
export function field(label: string, options: { hint?: string; long?: boolean; secret?: boolean; id?: string } = {}): Field {
  fields += 1;
  const id = options.id ?? `field-${fields}`;
  const kept = {
    id,
    class: "input",
    autocomplete: "off",
    autocapitalize: options.secret ? "none" : "sentences",
    spellcheck: "false",
    "data-gramm": "false",
    "data-lt-active": "false",
    "aria-describedby": options.hint ? `${id}-hint` : null,
  };
  const input = options.long ? h("textarea", { ...kept, class: "input writing", rows: "12" }) : h("input", { ...kept, type: "text" });
  const error = h("p", { class: "error", id: `${id}-error`, hidden: true });
  const row = h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: id }, label),
    options.hint && h("p", { class: "hint", id: `${id}-hint` }, options.hint),
    error,
    input,
  );
  const fault = (words: string): void => {
    error.textContent = words;
    error.hidden = !words;
    input.setAttribute("aria-invalid", String(Boolean(words)));
    input.setAttribute("aria-describedby", [options.hint && `${id}-hint`, words && `${id}-error`].filter(Boolean).join(" "));
    if (words) input.focus();
  };
  return { row, input, fault };
}

export function card(title: string, ...children: Given[]): HTMLElement {
  return h("section", { class: "card" }, h("div", { class: "cardbody" }, h("h2", {}, title), ...children));
}

/** Put a page in place of the one before, and begin at its heading, as a new page would. */
export function show(title: string, ...children: Given[]): void {
  const main = document.querySelector("main") ?? document.body;
  const heading = h("h1", { tabindex: "-1" }, title);
  main.replaceChildren(h("div", { class: "title" }, heading), h("div", { class: "stack" }, ...children.filter((child) => child !== "")));
  tell("");
  heading.focus();
}

/** An act that a second press does not begin again while the first is under way. */
export function onceAtATime<Given extends unknown[]>(act: (...given: Given) => Promise<void>): (...given: Given) => Promise<void> {
  let running: Promise<void> | null = null;
  return (...given) => (running ??= act(...given).finally(() => (running = null)));
}

/** What went wrong, above the page at hand; the next page takes it away. */
export function trouble(words: string): void {
  document.querySelector("#trouble")?.remove();
  const said = h("p", { id: "trouble", class: "error", role: "alert" }, words);
  document.querySelector("main > .title")?.after(said);
  said.scrollIntoView({ block: "nearest" });
}

/** A short sentence for whoever sees and whoever hears; it changes nothing that has focus. */
export function tell(words: string): void {
  const place = document.querySelector("#told");
  if (!place) return;
  place.textContent = words;
  clearTimeout(fading);
  fading = window.setTimeout(() => (place.textContent = ""), 6_000);
}

let fading = 0;
