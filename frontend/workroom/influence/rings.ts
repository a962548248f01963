/** The rings as a picture: how many things stand in each. The lists beside say the same in words. */

import { h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { Item } from "../lists/state";

/** From the outermost inwards, with the radius of each. */
const RINGS = [["fixed", 98], ["others", 74], ["ours", 50], ["mine", 26]] as const;

export function rings(items: readonly Item[]): HTMLElement {
  const count = (ring: string): number => items.filter(({ place }) => place === ring).length;
  const [fixed, others, ours, mine] = RINGS.map(([ring]) => count(ring));
  const said = t("In my hands %(mine)s, in ours %(ours)s, in others’ %(others)s, not changeable %(fixed)s.", { mine: mine ?? 0, ours: ours ?? 0, others: others ?? 0, fixed: fixed ?? 0 });
  const drawn = svg("svg", { viewBox: "0 0 200 200", class: "rings", "aria-hidden": "true" });
  for (const [ring, r] of RINGS) drawn.append(svg("circle", { cx: "100", cy: "100", r: String(r), class: `ring ring-${ring}` }));
  for (const [ring, r] of RINGS) {
    const words = svg("text", { x: "100", y: String(ring === "mine" ? 107 : 100 - r + 18), "text-anchor": "middle", class: "ringn" });
    words.textContent = String(count(ring));
    drawn.append(words);
  }
  const figure = h("figure", { class: "ringsfig" }, h("figcaption", { class: "strong" }, said));
  figure.prepend(drawn);
  return figure;
}

function svg(tag: "svg" | "circle" | "text", attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
