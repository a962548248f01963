/** On to the main host. Whoever came in here by a passkey carries a word that signs in there once; others are signed in. */

import { codeOf } from "../../worker/calls";
import { button, h } from "../dom";
import type { House } from "../house";
import { mainHost } from "../place";
import { t } from "../words";

export function wayBack(house: House): HTMLElement {
  const go = async (): Promise<void> => {
    const main = await mainHost();
    const word = await house.client.keys.wordBack().catch((fault: unknown) => (codeOf(fault) === "not-there" ? "" : Promise.reject(fault)));
    location.assign(word ? `${main}/vault/back/${word}/` : `${main}/`);
  };
  return h("p", {}, button(t("To the main page"), () => void go(), "btnghost"));
}
