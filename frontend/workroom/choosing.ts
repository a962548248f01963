/** Two small things that several tools' pages need: one of a few words to choose, and words in a row. */

import { h } from "../vault/app/dom";
import { spoken } from "../vault/app/words";

const TAGS = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };

export interface Chosen {
  id: string;
  label: string;
  /** Each value with its words. */
  options: readonly (readonly [value: string, words: string])[];
  value: string;
  act: (value: string) => void;
  disabled?: boolean;
}

/** A native list to choose from, with its label; it keeps its place and the focus by its id. */
export function chosen({ id, label, options, value, act, disabled = false }: Chosen): HTMLElement {
  const select = h("select", { class: "input", id, disabled }, ...options.map(([one, words]) => h("option", { value: one, selected: one === value }, words)));
  select.addEventListener("change", () => act(select.value));
  return h("div", { class: "field" }, h("label", { class: "label", for: id }, label), select);
}

/** A name of the house's as it stands within a sentence, and words as they begin one. */
export const within = (name: string): string => name.charAt(0).toLocaleLowerCase(TAGS[spoken()]) + name.slice(1);
export const beginning = (words: string): string => words.charAt(0).toLocaleUpperCase(TAGS[spoken()]) + words.slice(1);

/** "client, me and colleague", as the reader's language joins them. */
export const listed = (words: readonly string[]): string => new Intl.ListFormat(TAGS[spoken()], { type: "conjunction" }).format(words);
