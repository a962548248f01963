/**
 * Two things that a note should rarely hold: a Finnish identity code, wherever it is written, and names of the
 * process's members, when what is written leaves one's own notes.
 *
 * Both are found here, in the browser, while one writes; nothing is sent and nothing is stopped.
 */

import { button, h } from "./dom";
import { t, tn } from "./words";

export interface Warning {
  kind: "identity-code" | "name";
  /** Where it stands in the text. */
  start: number;
  end: number;
  /** What a name becomes with one press; empty for an identity code. */
  initials: string;
}

/**
 * A personal identity code: ddmmyy, a sign for the century, three figures, a check mark. The signs of the century are
 * + (1800s), - and Y X W V U (1900s), A and B C D E F (2000s): decree 128/2010 on the population information system, 2 §,
 * as it reads since 2023 (690/2022), and Digital and Population Data Services Agency, "Henkilötunnus".
 */
const IDENTITY_CODE = /(?<![\p{L}\d])(\d\d)(\d\d)(\d\d)([-+A-FU-Y\u2010-\u2013])(\d{3})([0-9A-FHJ-NPR-Y])(?![\p{L}\d])/giu;
const CHECK_MARKS = "0123456789ABCDEFHJKLMNPRSTUVWXY";

function isIdentityCode([, day, month, year, , number, mark]: readonly (string | undefined)[]): boolean {
  const rightDay = Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
  const place = Number(`${day}${month}${year}${number}`) % CHECK_MARKS.length;
  return rightDay && Number(number) >= 2 && CHECK_MARKS[place] === mark?.toUpperCase();
}

/** What to warn of, in the order of the text. `names` as the house knows them; `leaves` when others will read it. */
export function warningsFor(text: string, { names, leaves }: { names: readonly string[]; leaves: boolean }): Warning[] {
  const codes = [...text.matchAll(IDENTITY_CODE)]
    .filter((found) => isIdentityCode(found))
    .map((found): Warning => ({ kind: "identity-code", start: found.index, end: found.index + found[0].length, initials: "" }));
  const named = leaves ? namesIn(text, names) : [];
  return [...codes, ...named].sort((one, other) => one.start - other.start);
}

/** The text with every name that was found written as initials. */
export function withInitials(text: string, warnings: readonly Warning[]): string {
  let [written, end] = ["", 0];
  for (const { start, end: stop, initials } of warnings.filter(({ kind }) => kind === "name")) {
    if (start < end) continue;
    written += text.slice(end, start) + initials;
    end = stop;
  }
  return written + text.slice(end);
}

interface Part {
  stems: string[];
  initials: string;
}

const WORD = /\p{Lu}[\p{L}\p{M}]*(?:[-'’:][\p{L}\p{M}]+)*/gu;

/** Each name once: a first name and the last name after it are one. */
function namesIn(text: string, names: readonly string[]): Warning[] {
  const parts = names.flatMap(partsOf);
  const found: Warning[] = [];
  for (const word of text.matchAll(WORD)) {
    const part = parts.find(({ stems }) => isFormOf(word[0].toLocaleLowerCase("fi"), stems));
    if (!part) continue;
    const [start, end] = [word.index, word.index + word[0].length];
    const last = found.at(-1);
    if (last && last.initials === part.initials && /^[ \u00a0]$/.test(text.slice(last.end, start))) last.end = end;
    else found.push({ kind: "name", start, end, initials: part.initials });
  }
  return found;
}

function partsOf(name: string): Part[] {
  const words = name.normalize("NFC").split(/\s+/).filter((word) => word.replace(/\P{L}/gu, "").length > 1);
  const initials = words.map((word) => `${word[0]?.toLocaleUpperCase("fi")}.`).join("");
  return words.map((word) => ({ stems: stemsOf(word.toLocaleLowerCase("fi")), initials }));
}

/**
 * What a name's forms begin with: the name; with its weak grade (Pekka: Peka-n, Martta: Marta-n, Satu: Sadu-n); and as
 * names in -nen, -s and a consonant bend (Virtanen: Virtase-n, Tuomas: Tuomakse-n, Marjut: Marjuti-n).
 */
function stemsOf(name: string): string[] {
  const stems = [name];
  const weak = name.replace(/(kk|pp|tt)(?=[aeiouyäöå]$)/, (two) => two[0] ?? "");
  if (weak !== name) stems.push(weak);
  else if (/[aeiouyäöå]t[aeiouyäöå]$/.test(name)) stems.push(name.replace(/t(?=.$)/, "d"));
  if (/nen$/.test(name)) stems.push(name.replace(/nen$/, "se"), name.replace(/nen$/, "s"));
  if (/s$/.test(name)) stems.push(name.replace(/s$/, "kse"), name.replace(/s$/, "ks"), name.replace(/s$/, "a"));
  if (/[^aeiouyäöå]$/.test(name)) stems.push(`${name}i`);
  return stems;
}

/** Endings of Finnish cases with what may hang on them, and the -s and 's of Swedish and English. */
const ENDING = /^[:'’]?(?:|n|a|ä|ta|tä|t|[aeiouyäöå]n|h[aeiouyäöå]n|seen|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|na|nä|ksi|tta|ttä|in|ien|ja|jä|ia|iä|s)(?:kin|kaan|kään|ko|kö|han|hän|pa|pä|kaan|ni|nsa|nsä)?$/;

const isFormOf = (word: string, stems: readonly string[]): boolean => {
  const composed = word.normalize("NFC");
  return stems.some((stem) => composed.startsWith(stem) && ENDING.test(composed.slice(stem.length)));
};

/** What to show beside the text; with `toInitials` the names can be changed by one press. Empty when there is nothing. */
export function warningRow(warnings: readonly Warning[], toInitials?: () => void): HTMLElement {
  const codes = warnings.filter(({ kind }) => kind === "identity-code").length;
  const names = warnings.length - codes;
  return h(
    "div",
    { class: "warnings", role: "status" },
    codes > 0 && h("p", { class: "error" }, tn("This looks like an identity code. A note seldom needs it; take it out.", "%(n)s places look like identity codes. A note seldom needs them; take them out.", codes)),
    names > 0 && h("p", { class: "hint" }, tn("A member's name is in this, and others will read it.", "Members' names are in this %(n)s times, and others will read it.", names)),
    names > 0 && toInitials && button(t("Write initials instead"), toInitials, "btn2"),
  );
}

/** What to warn of in a field, kept up to date while one types there. */
export function warningsBeside({ input, put }: { input: HTMLTextAreaElement; put: (words: string) => void }, { kind, names }: { kind: string; names: readonly string[] }): HTMLElement {
  const place = h("div", {});
  const look = (): void => {
    const found = warningsFor(input.value, { names, leaves: kind === "group" || kind === "pair" });
    const toInitials = (): void => put(withInitials(input.value, found));
    place.replaceChildren(...(found.length > 0 ? [warningRow(found, toInitials)] : []));
  };
  input.addEventListener("input", look);
  look();
  return place;
}
