/**
 * How far one wording is from another: the Levenshtein distance (1966) counted in words, not letters: how many words
 * must be put in, taken out or changed, at the least, to make the one of the other.
 *
 * Counted in words since a group can count it after on paper; and with their order and endings, unlike the share of
 * common words (Jaccard), since a sentence that says the same words in another order is another sentence to agree on.
 * The share is that number of the words of the longer of the two: 0 is the same, 1 is another sentence altogether.
 */
export interface Distance {
  changes: number;
  /** How many words the longer of the two has. */
  of: number;
  share: number;
}

export function distanceOf(one: string, other: string): Distance {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, against] of b.entries()) {
      const [left = 0, above = 0, corner = 0] = [next[j], row[j + 1], row[j]];
      next.push(Math.min(left + 1, above + 1, corner + (word === against ? 0 : 1)));
    }
    row = next;
  }
  const of = Math.max(a.length, b.length);
  const changes = row.at(-1) ?? 0;
  return { changes, of, share: of === 0 ? 0 : changes / of };
}

/** Small and capital letters are one, and what stands between words says nothing. */
const wordsOf = (text: string): string[] => text.normalize("NFC").toLocaleLowerCase("fi").match(/[\p{L}\p{M}\p{N}]+(?:[-'’][\p{L}\p{M}\p{N}]+)*/gu) ?? [];

/** In words: the steps are ours, for talking, and no norm. */
export type Step = "same" | "little" | "partly" | "largely" | "new";

export function stepOf({ changes, share }: Distance): Step {
  if (changes === 0) return "same";
  if (share <= 0.25) return "little";
  if (share <= 0.6) return "partly";
  return share < 1 ? "largely" : "new";
}
