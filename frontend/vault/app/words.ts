/**
 * The words of the pages, from one catalogue for each language.
 *
 * The sources say them in English. In the built page there are numbers for them, and the catalogue is a list
 * (tools/script_words.py); in the reader and in unit tests the English stays and is the key.
 */

export type Catalogue = Record<string, string | [string, string]>;

export const LANGUAGES = ["fi", "sv", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

let catalogue: Catalogue = {};
let language: Language = "fi";

/** What the browser asks for, of the three; Finnish when it asks for none of them. */
export function preferred(asked: readonly string[]): Language {
  const found = asked.map((one) => one.slice(0, 2)).find((code) => (LANGUAGES as readonly string[]).includes(code));
  return (found as Language | undefined) ?? "fi";
}

/** Throws when there are no words to be had; then what was spoken before is spoken on. */
export async function speak(chosen: Language, part: (file: string) => Promise<Response>): Promise<void> {
  catalogue = (await (await part(`vault-${chosen}.json`)).json()) as Catalogue;
  language = chosen;
  document.documentElement.lang = chosen;
}

export const spoken = (): Language => language;

/** What a script that is loaded later goes on speaking with: it has words of its own beside these. */
export const said = (): Catalogue => catalogue;

export function speakOn(chosen: Language, words: Catalogue): void {
  [language, catalogue] = [chosen, words];
}

/** The words in the reader's language, with values put in for `%(name)s`. */
export function t(words: string, values: Record<string, string | number> = {}): string {
  const found = catalogue[words];
  return filled(typeof found === "string" ? found : words, values);
}

/** What a file of ours says in each language; in the built page it is a number, as the words of `t` are. */
export type OurText = Record<Language, string> | number;

export const ours = (text: OurText): string => (typeof text === "number" ? String(catalogue[text]) : text[language]);

/** The same for a count: `n` decides between one and many. */
export function tn(one: string, many: string, n: number): string {
  const found = catalogue[one];
  const forms = Array.isArray(found) ? found : [one, many];
  return filled((n === 1 ? forms[0] : forms[1]) ?? many, { n });
}

function filled(words: string, values: Record<string, string | number>): string {
  return words.replace(/%\((\w+)\)s/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** A moment as people write it. */
export function when(at: string): string {
  const tag = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" }[language];
  const date = { day: "numeric", month: "numeric", year: "numeric" } as const;
  if (at.length === 10) return new Date(`${at}T12:00Z`).toLocaleDateString(tag, date); // of an old note only the day is known
  return new Date(at).toLocaleString(tag, { ...date, hour: "2-digit", minute: "2-digit" });
}

/** The same with seconds: how much was kept of what was just written. */
export function exactly(at: string): string {
  const tag = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" }[language];
  return new Date(at).toLocaleString(tag, { dateStyle: "short", timeStyle: "medium" });
}

/** A day (ISO) as people write it. */
export function day(on: string): string {
  const tag = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" }[language];
  return new Date(`${on}T12:00Z`).toLocaleDateString(tag, { weekday: "short", day: "numeric", month: "numeric", year: "numeric" });
}

/** How large a file is, as people say it. */
export function bytes(count: number): string {
  const tag = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" }[language];
  const [value, unit] = count < 1_000_000 ? [Math.max(1, Math.round(count / 1000)), "kilobyte"] : [count / 1_000_000, "megabyte"];
  return value.toLocaleString(tag, { style: "unit", unit, maximumFractionDigits: 1 });
}
