/** Asks whose computer this is, wherever notes are opened or made; until it is said, the computer is shared. */

import { chooseComputer, isOwnComputer } from "./computer";
import { h } from "./dom";
import { t } from "./words";

export interface OwnChoice {
  row: HTMLElement;
  /** Keep to what was chosen; answers whether this device is to be remembered. */
  settle: () => Promise<boolean>;
  isOwn: () => boolean;
}

/** `remembered`: this device is remembered already, and is not asked about again. */
export function ownChoice(remembered = false): OwnChoice {
  const own = h("input", { type: "checkbox", id: "own-computer", checked: isOwnComputer() });
  const remember = h("input", { type: "checkbox", id: "remember-device" });
  const deeper = h(
    "label",
    { class: "choice", for: "remember-device", hidden: remembered || !isOwnComputer() },
    remember,
    h("span", {}, t("Remember this device"), h("br"), h("span", { class: "small" }, t("Then the notes open here without words or a code. Anyone who gets into this device can open them too."))),
  );
  own.addEventListener("change", () => {
    deeper.hidden = remembered || !own.checked;
    if (!own.checked) remember.checked = false;
  });
  const row = h(
    "fieldset",
    { class: "field" },
    h("legend", { class: "legend" }, t("Whose device is this?")),
    h("p", { class: "hint" }, t("On a shared device nothing is kept, and the notes lock when you close the window.")),
    h("div", { class: "choices" }, h("label", { class: "choice", for: "own-computer" }, own, h("span", {}, t("This is my own device"))), deeper),
  );
  const settle = async (): Promise<boolean> => {
    if (own.checked !== isOwnComputer()) await chooseComputer(own.checked);
    return own.checked && remember.checked;
  };
  return { row, settle, isOwn: () => own.checked };
}
