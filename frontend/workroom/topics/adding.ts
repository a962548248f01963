/** Writing a topic on the leader's screen: one's own, somebody's who says it, or each one's in turn as the device goes round. */

import { field, h, trouble } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import { warningsBeside } from "../../vault/app/warnings";
import type { Desk } from "../tool";
import { clear, isOpen, isTicked, typed, untick } from "../typed";
import { add, type Topics } from "./state";
import { tagFields, tagsIn } from "./tags";

const TWO = 2; // one person and their supervisor: whose topic it is goes without saying
export const ADDING = "topics-adding";
const [TEXT, NAME, HIDE, TAGS] = ["topics-text", "topics-name", "topics-hide", "topics-new"] as const;

export function adding(desk: Desk<Topics>): HTMLElement {
  const alone = Boolean(desk.few) && desk.persons.length <= TWO;
  const chosen = tagsIn(TAGS);
  const text = field(t("What do you bring today?"), { id: TEXT, long: true, hint: t("One thing, in short. No names of clients, and no case that could be recognised.") });
  text.input.classList.remove("writing");
  text.input.setAttribute("rows", "2");
  text.input.value = typed(TEXT) ?? "";
  const name = alone ? null : field(t("Whose topic"), { id: NAME, hint: t("A first name is enough, or leave it empty.") });
  if (name) name.input.value = typed(NAME) ?? "";
  const bring = (): void => {
    const words = text.input.value.trim();
    if (!words) return text.fault(t("Write the topic first."));
    const brought = { text: words, name: name?.input.value.trim() ?? "", tags: Object.fromEntries(Object.entries(tagsIn(TAGS))) };
    const hidden = isTicked(HIDE);
    forget();
    if (hidden) return void hide(brought);
    desk.change(add(desk.state, { id: desk.newId(), ...brought }));
    desk.tell(t("The topic is on the list."));
    document.getElementById(TEXT)?.focus();
  };
  const hide = async (brought: { text: string; name: string; tags: Record<string, string> }): Promise<void> => {
    try {
      await desk.hide(brought);
      desk.tell(t("The topic waits hidden. The next one can write."));
    } catch {
      putBack(TEXT, brought.text);
      putBack(NAME, brought.name);
      trouble(t("The topic could not be hidden. It is still in its field; try again."));
    }
    document.getElementById(TEXT)?.focus();
  };
  return h(
    "details",
    { id: ADDING, open: isOpen(ADDING) || desk.state.topics.length === 0 },
    h("summary", {}, t("Add a topic")),
    h(
      "form",
      { class: "form", onsubmit: (event) => { event.preventDefault(); bring(); } },
      text.row,
      text.input instanceof HTMLTextAreaElement && warningsBeside({ input: text.input, put: (words) => { text.input.value = words; text.input.dispatchEvent(new Event("input")); } }, { kind: "group", names: desk.people }),
      ...tagFields(TAGS, chosen),
      name?.row,
      !alone && desk.leads && hiding(),
      h("div", { class: "formactions" }, h("button", { type: "submit", class: "btn2", id: "topics-put" }, t("Put it on the list"))),
    ),
  );
}

function hiding(): HTMLElement {
  const tick = h("input", { type: "checkbox", id: HIDE, checked: isTicked(HIDE), autocomplete: "off" });
  const words = h("span", {}, t("Hidden until all are shown at once"), h("span", { class: "small" }, t("When the device goes round: each topic is locked, and comes on the screen only at the reveal.")));
  return h("label", { class: "check" }, tick, words);
}

function putBack(id: string, words: string): void {
  const found = document.getElementById(id);
  if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) found.value = words;
}

/** The next one begins with an empty form; whether it is hidden stays as it was. */
function forget(): void {
  clear(TEXT, NAME);
  for (const tick of document.querySelectorAll<HTMLInputElement>(`input[id^="${TAGS}-"]`)) untick(tick.id);
}
