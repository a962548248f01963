/** A sheet on the screen: what the browser prints, and what members read before they answer. */

import { h } from "../../vault/app/dom";
import type { Part, Sheet, Table } from "../sheet";

/** Headings begin at `level`; two by default, below the page's own. */
export function sheetNodes(sheet: Sheet, level: 2 | 3 = 2): HTMLElement[] {
  const [title, heading] = level === 2 ? (["h2", "h3"] as const) : (["h3", "h4"] as const);
  return [h(title, {}, sheet.title), ...sheet.parts.flatMap((part) => partNodes(part, sheet.title, heading))];
}

/** One part, whose heading is of this level; `title` names a table without a heading. */
export function partNodes({ heading, text, list, table }: Part, title: string, level: "h3" | "h4"): HTMLElement[] {
  return [
    ...(heading ? [h(level, {}, heading)] : []),
    ...(text ?? "").split("\n").filter((line) => line.trim()).map((line) => h("p", {}, line)),
    ...(list && list.length > 0 ? [h("ul", { class: "sheetlist" }, ...list.map((item) => h("li", {}, item)))] : []),
    ...(table ? [tableNode(level === "h3" ? table : written(table), heading ?? title, level === "h3" ? "region" : "group")] : []),
  ];
}

/** Empty rows wait for a pen: on paper alone. */
const written = ({ head, rows }: Table): Table => ({ head, rows: rows.filter((cells) => cells.some(Boolean)) });

/** A landmark where it stands alone; among many, whose names may be the same, a group. */
function tableNode({ head, rows }: Table, name: string, role: "region" | "group"): HTMLElement {
  const row = ([first = "", ...cells]: readonly string[]): HTMLElement =>
    h("tr", {}, first ? h("th", { scope: "row" }, first) : h("td"), ...cells.map((words) => h("td", {}, ...linesIn(words))));
  return h(
    "div",
    { class: "tablewrap", role, "aria-label": name, tabindex: "0" },
    h("table", { class: "table" }, h("thead", {}, h("tr", {}, ...head.map((words) => h("th", { scope: "col" }, words)))), h("tbody", {}, ...rows.map(row))),
  );
}

const linesIn = (words: string): (string | HTMLElement)[] => words.split("\n").flatMap((line, i) => (i === 0 ? [line] : [h("br"), line]));
