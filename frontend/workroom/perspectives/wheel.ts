/** The wheel, drawn from the list beside it: one sector for each view, full where somebody has spoken. */

import { t, tn } from "../../vault/app/words";
import { listed } from "../choosing";
import { missing, type Perspectives, saidFor } from "./state";
import { labelOf, labelWithin } from "./views";

const SVG = "http://www.w3.org/2000/svg";
const [MIDDLE, RADIUS, HUB] = [100, 94, 30];

const round = (value: number): number => Math.round(value * 100) / 100;
const at = (turn: number, radius: number): string => `${round(MIDDLE + radius * Math.sin(2 * Math.PI * turn))} ${round(MIDDLE - radius * Math.cos(2 * Math.PI * turn))}`;

/** The outline of one sector of a ring, from one part of a whole turn to another; two halves when it is all of it. */
export function sector(from: number, to: number): string {
  if (to - from >= 1) return `${sector(from, from + 0.5)} ${sector(from + 0.5, from + 0.999)}`;
  const large = to - from > 0.5 ? 1 : 0;
  return `M${at(from, HUB)}L${at(from, RADIUS)}A${RADIUS} ${RADIUS} 0 ${large} 1 ${at(to, RADIUS)}L${at(to, HUB)}A${HUB} ${HUB} 0 ${large} 0 ${at(from, HUB)}Z`;
}

/** What the wheel shows, in one sentence: how many have been heard, and which are missing. */
export function wordsOf(state: Perspectives): string {
  const lacks = missing(state);
  const heard = state.views.length - lacks.length;
  if (state.views.length === 0) return t("There are no views yet.");
  if (lacks.length === 0) return t("Every view has been heard.");
  if (heard === 0) return t("Nobody has spoken yet. Begin with whichever view you like.");
  return `${tn("One view has been heard.", "%(n)s views have been heard.", heard)} ${t("Still missing: %(views)s.", { views: listed(lacks.map(labelWithin)) })}`;
}

function drawn(tag: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text) element.textContent = text;
  return element;
}

export function wheel(state: Perspectives): SVGElement {
  const image = drawn("svg", { viewBox: "0 0 200 200", role: "img", class: "wheel", "aria-labelledby": "wheel-title wheel-desc" });
  const share = 1 / Math.max(1, state.views.length);
  const lines = state.views.map((view, index) => `${index + 1} ${labelOf(view)}: ${saidFor(state, view.id).length}`);
  image.append(drawn("title", { id: "wheel-title" }, t("The wheel of views")), drawn("desc", { id: "wheel-desc" }, `${wordsOf(state)} ${lines.join(", ")}`));
  for (const [index, view] of state.views.entries()) {
    const heard = saidFor(state, view.id).length > 0;
    const [x, y] = at((index + 0.5) * share, (RADIUS + HUB) / 2).split(" ");
    image.append(
      drawn("path", { d: sector(index * share, (index + 1) * share), class: heard ? "wheel-heard" : "wheel-missing" }),
      drawn("text", { x: x ?? MIDDLE, y: y ?? MIDDLE, class: "wheel-number" }, String(index + 1)),
    );
  }
  return image;
}
