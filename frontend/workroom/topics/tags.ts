/** The tags of a topic in words, and the small sign that stands beside what it is. */

import { h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { Tags } from "../ask";
import { isTicked } from "../typed";
import { TAGS, TAG_GROUPS, type Tagged, type TagGroup } from "./state";

const SVG = "http://www.w3.org/2000/svg";

const groupWords: Record<TagGroup, () => string> = {
  kind: () => t("This is"),
  about: () => t("It is about"),
  looks: () => t("What is looked at in it"),
};

const words: Record<string, () => string> = {
  question: () => t("a question"),
  experience: () => t("an experience"),
  feeling: () => t("a feeling"),
  work: () => t("the work"),
  community: () => t("the work community"),
  role: () => t("my own role"),
  "own-work": () => t("own work"),
  demands: () => t("demands of work"),
  ways: () => t("ways of working"),
  self: () => t("myself"),
};

const SIGNS: Record<string, string[]> = {
  question: ["M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0", "M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.01"],
  experience: ["M4 18l5-6 4 3 7-9"],
  feeling: ["M12 20C7 16.500 4.500 13.500 4.500 10A4 4 0 0 1 12 8a4 4 0 0 1 7.500 2c0 3.500-2.500 6.500-7.500 10z"],
};

export const tagWords = (tag: string): string => words[tag]?.() ?? "";

/** Three groups from which one may be chosen in each, as phones and this screen show them. */
export const tagGroups = (): Tags[] => TAG_GROUPS.map((id) => ({ id, words: groupWords[id](), choices: TAGS[id].map((tag) => ({ id: tag, words: tagWords(tag) })) }));

/** What a topic is about and what is examined in it, on one line; empty when neither was said. */
export const restOf = ({ about, looks }: Tagged): string => [about, looks].map(tagWords).filter(Boolean).join(" · ");

export function tagMark(tag: string): HTMLElement | null {
  return tag ? h("span", { class: "tag" }, signOf(tag), tagWords(tag)) : null;
}

function signOf(tag: string): SVGSVGElement {
  const image = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "tagsign" })) image.setAttribute(name, value);
  for (const d of SIGNS[tag] ?? []) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    image.append(path);
  }
  return image;
}

/** The three groups as rows of choices; each may be left open. `choose` hears each change. */
export function tagFields(id: string, chosen: Partial<Record<TagGroup, string>>, choose?: (group: TagGroup, tag: string) => void): HTMLElement[] {
  return TAG_GROUPS.map((group) =>
    h(
      "fieldset",
      { class: "tagfield" },
      h("legend", { class: "legend" }, groupWords[group]()),
      h("div", { class: "segments" }, ...TAGS[group].map((tag) => {
        const input = h("input", { type: "radio", id: `${id}-${group}-${tag}`, name: `${id}-${group}`, value: tag, checked: chosen[group] === tag, autocomplete: "off", onchange: () => choose?.(group, tag) });
        return h("label", { class: "segment" }, input, h("span", {}, tagWords(tag)));
      })),
    ),
  );
}

/** What is chosen now in the fields that `tagFields` built with this id. */
export function tagsIn(id: string): Partial<Record<TagGroup, string>> {
  const chosen = (group: TagGroup): string | undefined => TAGS[group].find((tag) => isTicked(`${id}-${group}-${tag}`));
  return Object.fromEntries(TAG_GROUPS.map((group) => [group, chosen(group) ?? ""]));
}
