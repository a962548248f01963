/**
 * Words that let one answer in and are gone: made here at random, known to the server by their fingerprints, and to the
 * room by its sealed document. Which of them somebody takes is chance, and nobody is told.
 */

import { digest, utf8 } from "../core/bytes";
import { NotGranted, type RoundBegun, type ServerApi } from "./api";

/** A round as its leader's browser begins it. */
export interface Begun {
  id: string;
  tokens: string[];
}

/** As many words as there are people, and what the server is told of them. */
export function begin(people: number, meeting: string | null): { begun: Begun; said: RoundBegun } {
  const begun = { id: crypto.randomUUID(), tokens: Array.from({ length: people }, newToken) };
  return { begun, said: { id: begun.id, meeting: meeting ?? "", tokens: begun.tokens.map((token) => ({ mark: digest(utf8(token)) })) } };
}

const newToken = (): string => [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Words that were on their way when the line broke: whether they arrived is not known here. */
const underWay = new Set<string>();

/**
 * Answer under one of the words that is still good, whichever. Refused (`token-spent`) when none is.
 *
 * Answered again after the line broke, the same word goes first; when it is spent by then, that answer has arrived.
 */
export async function answer(api: Pick<ServerApi, "answerAlone">, kind: "pulse" | "levels", tokens: readonly string[], said: object): Promise<void> {
  const before = tokens.filter((token) => underWay.has(token));
  for (const token of [...before, ...shuffled(tokens).filter((one) => !before.includes(one))]) {
    try {
      await api.answerAlone(kind, { token, ...said });
      return void underWay.delete(token);
    } catch (fault) {
      const code = fault instanceof NotGranted ? fault.code : "failed";
      if (code === "offline") underWay.add(token);
      if (code !== "token-spent") throw fault;
      if (underWay.delete(token)) return;
    }
  }
  throw new NotGranted("token-spent");
}

function shuffled(tokens: readonly string[]): string[] {
  const keys = crypto.getRandomValues(new Uint32Array(tokens.length));
  return tokens.map((token, at) => [keys[at] ?? 0, token] as const).sort(([one], [other]) => one - other).map(([, token]) => token);
}
