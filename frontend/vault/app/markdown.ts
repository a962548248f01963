/**
 * What a note looks like when it is read: headings, lists, checkboxes, links, strong and emphasised words.
 *
 * A small part of Markdown, line by line, straight to nodes. There is no way from a note to markup: whatever is not
 * one of these stands as it was typed. Links lead to http, https and mailto alone.
 */

import { h } from "./dom";

/** With `tick`, the boxes can be ticked: it is told the line and the new state. */
export function rendered(text: string, tick?: (line: number, on: boolean) => void): HTMLElement {
  const root = h("div", { class: "note" });
  let list = null as HTMLElement | null;
  let paragraph = null as HTMLParagraphElement | null;
  let level = 0; // of the last heading: whoever hears a page misses none between
  for (const [place, line] of text.split("\n").entries()) {
    const heading = /^(#{1,3}) (.+)$/.exec(line);
    const item = /^\s{0,3}(?:[-*]|(\d{1,3})[.)]) (.*)$/.exec(line);
    if (item) {
      const [, number, rest = ""] = item;
      const tag = number === undefined ? "ul" : "ol";
      if (list?.localName !== tag) root.append((list = h(tag)));
      list.append(itemOf(rest, tick && ((on) => tick(place, on))));
      paragraph = null;
    } else if (heading) {
      const [, marks = "#", words = ""] = heading;
      level = Math.min(marks.length, level + 1);
      root.append(h((["h2", "h3", "h4"] as const)[level - 1] ?? "h4", {}, ...inline(words)));
      list = paragraph = null;
    } else if (line.trim()) {
      if (paragraph) paragraph.append(h("br"), ...inline(line));
      else root.append((paragraph = h("p", {}, ...inline(line))));
      list = null;
    } else {
      list = paragraph = null;
    }
  }
  return root;
}

function itemOf(rest: string, tick?: (on: boolean) => void): HTMLLIElement {
  const box = /^\[([ xX])\] (.*)$/.exec(rest);
  if (!box) return h("li", {}, ...inline(rest));
  const [, mark, words = ""] = box;
  const ticked = mark !== " ";
  if (tick) {
    const input = h("input", { type: "checkbox", checked: ticked, autocomplete: "off", onchange: () => tick(input.checked) });
    return h("li", { class: "ticked" }, h("label", {}, input, h("span", {}, ...inline(words))));
  }
  return h("li", { class: "ticked" }, h("span", { "aria-hidden": "true" }, ticked ? "☑ " : "☐ "), ...inline(words));
}

/** Each part has a longest length: a line of many opening brackets would else be read from each of them to its end. */
const INLINE = /\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|\[([^\]\n]{1,300})\]\(([^()\s]{1,2000})\)/g;

function inline(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, strong, emphasised, words, address] = found;
    nodes.push(text.slice(end, found.index));
    if (strong !== undefined) nodes.push(h("strong", {}, strong));
    else if (emphasised !== undefined) nodes.push(h("em", {}, emphasised));
    else nodes.push(linkOf(words ?? "", address ?? "") ?? whole);
    end = found.index + whole.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function linkOf(words: string, address: string): HTMLAnchorElement | null {
  if (!/^(https?:\/\/|mailto:)[^\s\p{C}]+$/u.test(address) || !URL.canParse(address)) return null;
  if (!["http:", "https:", "mailto:"].includes(new URL(address).protocol)) return null;
  return h("a", { href: address, rel: "noreferrer noopener", target: "_blank" }, words);
}
