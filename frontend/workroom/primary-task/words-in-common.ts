/** Which words several sentences have in common: a help for the eye, made of letters, not of meaning. */

/** Words that every sentence has, in three languages: they say nothing about a task. */
const STOP = new Set(
  (
    "että ja joka jotka jonka joita joissa jossa jota sekä tai mutta kun kuin niin myös vain ei eivät emme en on ovat olla oli olemme ole se sen sitä ne niitä niiden tämä tämän tätä nämä " +
    "me meidän meitä meille meillä minä minun hän hänen heidän heitä he heille jotta koska hyvin kanssa varten mukaan kautta kuten kaikki kaikille jokainen voi voivat voimme saa saavat pitää ollaan " +
    "att och som det den de dem deras vi vår våra oss är var ett en i på för med till av inte man ska kan får så när om eller alla varje ha har vara blir från också här " +
    "the and that which who with for our we us they them their its is are be been to of in on a an it this these those can may not or as at by from all each every have has so when"
  ).split(" "),
);

/** Endings of Finnish, Swedish and English words, the longest first: cases with plurals and owners, names of acts, definite forms, plurals. */
const ENDINGS = [
  "misessa", "miseen", "minen", "misen", "mista", "matta", "massa", "malla", "maan",
  "orna", "arna", "erna", "iden", "ista", "issa", "illa", "ille", "ilta", "iksi", "seen", "amme", "emme", "imme", "umme",
  "sta", "ssa", "lla", "lta", "lle", "ksi", "sti", "ien", "ing", "mme",
  "ta", "na", "in", "en", "an", "on", "un", "ia", "ja", "et", "at", "ut", "or", "ar", "er", "es", "ed", "'s", "’s", "n", "t", "s",
];

/** What is left of a word never gets shorter than this. */
const ROOT = 3;
/** From this length on, a root that begins another is the same. */
const BEGINNING = 4;

const NEN = /(?<=..[aeiou])nen$/;

const folded = (word: string): string => word.normalize("NFC").toLocaleLowerCase("fi");
const front = (word: string): string => word.replace(/ä/g, "a").replace(/ö/g, "o").replace(/y/g, "u");

/**
 * A word without its ending: letters folded to lower case and ä, ö, y to a, o, u (so that both harmonies of an ending
 * are one), what ends in -nen as it bends (-s), of another one ending of the list taken off (a single letter only after
 * a vowel), then the vowels at the end, and of a doubled consonant one.
 *
 * It is a rule of thumb: *lapsen, lapsille, lapset* are one word, and so are *perheet, perheiden*. It knows no
 * grades (*arki, arjen* stay two) and no compounds, and now and then takes two words for one. Whoever reads decides.
 */
export function rootOf(word: string): string {
  const whole = front(folded(word));
  const isEnding = (one: string): boolean => whole.endsWith(one) && whole.length - one.length >= ROOT && (one.length > 1 || /[aeiouå].$/.test(whole));
  const ending = /(?<=...)minen$/.test(whole) || !NEN.test(whole) ? (ENDINGS.find(isEnding) ?? "") : "";
  let root = whole.slice(0, whole.length - ending.length).replace(NEN, "s");
  while (root.length > ROOT && /[aeiouå]$/.test(root)) root = root.slice(0, -1);
  return root.length > ROOT && root.at(-1) === root.at(-2) ? root.slice(0, -1) : root;
}

const isSame = (one: string, other: string): boolean =>
  one === other || (Math.min(one.length, other.length) >= BEGINNING && (one.startsWith(other) || other.startsWith(one)));

export interface Piece {
  text: string;
  common: boolean;
}

const PIECES = /([\p{L}\p{M}\p{N}]+(?:[-'’][\p{L}\p{M}\p{N}]+)*)/u;
const rootsIn = (sentence: string): string[] =>
  sentence.split(PIECES).filter((piece, i) => i % 2 === 1 && piece.length >= ROOT && !STOP.has(folded(piece))).map(rootOf);

/** Each sentence in pieces that make it up again, with those words marked that another sentence has too. */
export function marked(sentences: readonly string[]): Piece[][] {
  const roots = sentences.map(rootsIn);
  const isCommon = (word: string, at: number): boolean => {
    if (word.length < ROOT || STOP.has(folded(word))) return false;
    const root = rootOf(word);
    return roots.some((others, i) => i !== at && others.some((other) => isSame(root, other)));
  };
  return sentences.map((sentence, at) =>
    sentence.split(PIECES).map((text, i) => ({ text, common: i % 2 === 1 && isCommon(text, at) })).filter(({ text }) => text !== ""),
  );
}

/** The words in common, each as it is first written, with the number of sentences that have it; the most shared first. */
export function inCommon(sentences: readonly string[]): { word: string; count: number }[] {
  const found: { word: string; root: string; count: number }[] = [];
  for (const { text, common } of marked(sentences).flat()) {
    const root = rootOf(text);
    if (!common || found.some((one) => isSame(one.root, root))) continue;
    found.push({ word: folded(text), root, count: sentences.filter((sentence) => rootsIn(sentence).some((other) => isSame(root, other))).length });
  }
  return found.filter(({ count }) => count > 1).sort((one, other) => other.count - one.count).map(({ word, count }) => ({ word, count }));
}
