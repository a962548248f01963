/** The field for a text, with its buttons and a look at how it will read. */

import { button, field, h } from "./dom";
import { type Change, linked, marked, nextLine, type Selected, strong } from "./editing";
import { rendered } from "./markdown";
import { t } from "./words";

export interface Editor {
  row: HTMLElement;
  input: HTMLTextAreaElement;
  /** Put words in, as if they had been typed. */
  put: (words: string) => void;
}

export function editor(label: string): Editor {
  const { row, input } = field(label, { id: "text", long: true });
  const area = input as HTMLTextAreaElement;
  const selected = (): Selected => ({ value: area.value, start: area.selectionStart, end: area.selectionEnd });
  const change = (act: (selected: Selected) => Change | null): boolean => {
    const found = act(selected());
    if (found) apply(area, found);
    return found !== null;
  };
  const look = h("div", { class: "preview", hidden: true });
  const looking = button(t("Preview"), () => {
    const on = look.hidden;
    look.hidden = !on;
    area.hidden = on;
    looking.setAttribute("aria-pressed", String(on));
    if (on) look.replaceChildren(rendered(area.value));
    else area.focus();
  }, "btnghost");
  looking.setAttribute("aria-pressed", "false");
  const tools: [words: string, act: (selected: Selected) => Change, keys?: string][] = [
    [t("Heading"), marked("## ")],
    [t("List"), marked("- ")],
    [t("Tick box"), marked("- [ ] ")],
    [t("Strong"), strong, "b"],
    [t("Link"), linked, "k"],
  ];
  area.addEventListener("keydown", (event) => {
    const [, act] = tools.find(([, , key]) => key === event.key.toLowerCase()) ?? [];
    const done = act && (event.ctrlKey || event.metaKey) && !event.altKey ? change(act) : plainEnter(event) && change(nextLine);
    if (done) event.preventDefault();
  });
  const bar = h("div", { class: "tools", role: "group", "aria-label": t("Form of the text") }, ...tools.map(([words, act, key]) => {
    const tool = button(words, () => !area.hidden && change(act), "btnghost");
    if (key) tool.setAttribute("aria-keyshortcuts", `Control+${key.toUpperCase()}`);
    return tool;
  }), looking);
  area.before(bar);
  area.after(look);
  return { row, input: area, put: (words) => apply(area, { from: 0, to: area.value.length, text: words, start: 0, end: 0 }) };
}

const plainEnter = (event: KeyboardEvent): boolean =>
  event.key === "Enter" && !event.isComposing && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;

/** As if it had been typed: so that the browser's own undo takes it back, and whoever listens hears of it. */
function apply(area: HTMLTextAreaElement, { from, to, text, start, end }: Change): void {
  area.focus();
  area.setSelectionRange(from, to);
  // the one way that keeps what was there within reach of undo; browsers keep it for that, deprecated as it is
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  area.setSelectionRange(start, end);
}
