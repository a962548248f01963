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

/** Answer under one of the words that is still good, whichever. Refused (`token-spent`) when none is. */
export async function answer(api: Pick<ServerApi, "answerAlone">, kind: "pulse" | "levels", tokens: readonly string[], said: object): Promise<void> {
  for (const token of shuffled(tokens)) {
    try {
      return await api.answerAlone(kind, { token, ...said });
    } catch (fault) {
      if (!(fault instanceof NotGranted) || fault.code !== "token-spent") throw fault;
    }
  }
  throw new NotGranted("token-spent");
}

function shuffled(tokens: readonly string[]): string[] {
  const keys = crypto.getRandomValues(new Uint32Array(tokens.length));
  return tokens.map((token, at) => [keys[at] ?? 0, token] as const).sort(([one], [other]) => one - other).map(([, token]) => token);
}
