/** The parts of a sheet as nodes of a page: headings, sentences, lists, tables. */

import { h } from "../vault/app/dom";
import type { Part } from "./sheet";

/** `named`: what a table without a heading is called for those who do not see it. */
export const partNodes = (parts: readonly Part[], named = ""): HTMLElement[] =>
  parts.map(({ heading, text, list, table }) =>
    h(
      "div",
      { class: "sheet" },
      heading && h("h4", {}, heading),
      text && h("p", {}, text),
      list && h("ul", {}, ...list.map((item) => h("li", {}, item))),
      table && h("div", { class: "tablewrap", role: "region", "aria-label": heading ?? named, tabindex: "0" }, h("table", {}, h("thead", {}, h("tr", {}, ...table.head.map((cell) => h("th", { scope: "col" }, cell)))), h("tbody", {}, ...table.rows.map(([name = "", ...cells]) => h("tr", {}, h("th", { scope: "row" }, name), ...cells.map((cell) => h("td", {}, cell))))))),
    ),
  );
