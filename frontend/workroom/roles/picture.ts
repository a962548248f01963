/** What is drawn: the signs beside the flags, and the bars of before and now. The same is always said in words. */

import { h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { Counts } from "./flags";

const SVG = "http://www.w3.org/2000/svg";

function drawn(tag: string, attributes: Record<string, string | number>, ...children: (Node | string)[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const SIGNS = {
  gap: () => [drawn("circle", { cx: 10, cy: 10, r: 7, "stroke-dasharray": "3 2.5" })],
  overlap: () => [drawn("circle", { cx: 7.5, cy: 10, r: 5 }), drawn("circle", { cx: 12.5, cy: 10, r: 5 })],
  single: () => [drawn("circle", { cx: 10, cy: 6.5, r: 3 }), drawn("path", { d: "M4 17c0-8 12-8 12 0" })],
  clear: () => [drawn("path", { d: "M4 10.5l4 4 8-9" })],
};

export function icon(sign: keyof typeof SIGNS): SVGElement {
  return drawn("svg", { viewBox: "0 0 20 20", class: "roles-icon", "aria-hidden": "true" }, ...SIGNS[sign]());
}

const [LABEL, BAR, STEP, WIDTH] = [122, 9, 40, 310];

/** Bars of how many rows are which, now and before if there is a before. */
export function picture(before: Counts | null, now: Counts): SVGElement {
  const rows = ([[t("Gaps"), "gap"], [t("Overlaps"), "overlap"], [t("On one"), "single"], [t("Clear rows"), "clear"]] as const).map(([name, key]) => ({ name, was: before?.[key], is: now[key] }));
  const most = Math.max(1, ...rows.flatMap(({ was, is }) => [was ?? 0, is]));
  const long = (count: number): number => Math.round((count / most) * (WIDTH - LABEL - 62));
  const said = rows.map(({ name, was, is }) => (was === undefined ? `${name}: ${is}.` : t("%(name)s: %(was)s before, %(is)s now.", { name, was, is }))).join(" ");
  const bars = rows.flatMap(({ name, was, is }, at) => {
    const y = at * STEP + 10;
    const end = LABEL + Math.max(long(is), was === undefined ? 0 : long(was));
    return [
      drawn("text", { x: 0, y: y + 14 }, name),
      ...(was === undefined ? [] : [drawn("rect", { class: "roles-bar-was", x: LABEL, y, width: long(was), height: BAR, rx: 2 })]),
      drawn("rect", { class: "roles-bar-now", x: LABEL, y: y + (was === undefined ? 5 : 11), width: long(is), height: BAR, rx: 2 }),
      drawn("text", { x: end + 10, y: y + 14 }, was === undefined ? String(is) : `${was} → ${is}`),
    ];
  });
  const title = drawn("title", { id: "roles-picture-title" }, before ? t("Before and now") : t("How the map stands"));
  const desc = drawn("desc", { id: "roles-picture-desc" }, said);
  const attributes = { viewBox: `0 0 ${WIDTH} ${rows.length * STEP}`, role: "img", class: "roles-picture", "aria-labelledby": "roles-picture-title", "aria-describedby": "roles-picture-desc" };
  return drawn("svg", attributes, title, desc, ...bars);
}

export function pictureKey(): HTMLElement {
  return h("p", { class: "small" }, t("Outlined bar: before. Filled bar: now."));
}
