/** Words drawn from a list of 7,776: a passphrase from chance, check words from a digest. */

import { hex } from "@scure/base";

export const LIST_LENGTH = 7776;
export const PASSPHRASE_WORDS = 6; // 77.5 bits
export const CHECK_WORDS = 4; // 51.7 bits

/** Six words by chance, each as likely as any other. */
export const newPassphrase = (list: readonly string[]): string => drawnWords(list, PASSPHRASE_WORDS);

/** So many words by chance. */
export function drawnWords(list: readonly string[], count: number): string {
  whole(list);
  return Array.from({ length: count }, () => list[uniform()]).join(" ");
}

/** What somebody typed, as it was made: small letters, one space between, the letters composed. */
export function readPassphrase(typed: string): string {
  return typed.normalize("NFC").toLowerCase().trim().split(/[\s\-.,]+/u).join(" ");
}

/** Four words for a digest (hexadecimal): what two people read to each other to know that they see the same. */
export function checkWords(digest: string, list: readonly string[]): string[] {
  whole(list);
  let rest = hex.decode(digest).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return Array.from({ length: CHECK_WORDS }, () => {
    const place = Number(rest % BigInt(LIST_LENGTH));
    rest /= BigInt(LIST_LENGTH);
    // Stryker disable next-line StringLiteral: the list has a word at each place
    return list[place] ?? "";
  });
}

function uniform(): number {
  const limit = Math.floor(2 ** 32 / LIST_LENGTH) * LIST_LENGTH;
  for (;;) {
    const [drawn = limit] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < limit) return drawn % LIST_LENGTH;
  }
}

function whole(list: readonly string[]): void {
  if (list.length !== LIST_LENGTH) throw new RangeError(`A list has ${LIST_LENGTH} words, not ${list.length}.`);
}
