/** One choice of several. */

import { h } from "../../vault/app/dom";

/** One of several, as a row or as a segment. */
export function radio(name: string, value: string, words: string, checked: boolean, chosen: () => void, look: "choice" | "segment" = "choice"): HTMLElement {
  const id = `${name}-${value}`;
  const input = h("input", { type: "radio", name, id, value, checked });
  input.addEventListener("change", chosen);
  return h("label", { class: look, for: id }, input, h("span", {}, words));
}
