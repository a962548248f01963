import { expect, test } from "vitest";

import { digest, utf8 } from "../core/bytes";
import { NotGranted } from "./api";
import { answer, begin } from "./tokens";

test("the server is told fingerprints, and of the words themselves nothing", () => {
  const { begun, said } = begin(7, null);
  expect(new Set(begun.tokens).size).toBe(7);
  expect(begun.tokens.every((token) => /^[0-9a-f]{48}$/.test(token))).toBe(true);
  expect(said.tokens.map(({ mark }) => mark)).toEqual(begun.tokens.map((token) => digest(utf8(token))));
  expect(begun.tokens.some((token) => JSON.stringify(said).includes(token))).toBe(false);
});

/** A server that lets each word in once. */
function server(): { answerAlone: (kind: string, said: object) => Promise<void>; used: string[] } {
  const used: string[] = [];
  return {
    used,
    answerAlone(_kind, said) {
      const { token } = said as { token: string };
      if (used.includes(token)) return Promise.reject(new NotGranted("token-spent"));
      used.push(token);
      return Promise.resolve();
    },
  };
}

test("five phones with the same words answer once each, and a sixth finds none left", async () => {
  const { begun } = begin(5, null);
  const api = server();
  for (let phone = 0; phone < 5; phone += 1) await answer(api, "pulse", begun.tokens, { a: 1, b: 2, c: 3 });
  expect([...api.used].sort()).toEqual([...begun.tokens].sort());
  await expect(answer(api, "pulse", begun.tokens, {})).rejects.toMatchObject({ code: "token-spent" });
});

test("which word is taken is chance: over many rounds the first is taken in no fixed order", async () => {
  const first = new Set<number>();
  const { begun } = begin(4, null);
  for (let turn = 0; turn < 60; turn += 1) {
    const api = server();
    await answer(api, "levels", begun.tokens, {});
    first.add(begun.tokens.indexOf(api.used[0] ?? ""));
  }
  expect(first.size).toBe(4);
});

test("another refusal, or no connection, is told at once and uses up no further word", async () => {
  let asked = 0;
  const api = { answerAlone: () => Promise.reject(new NotGranted(["malformed", "offline"][asked++] ?? "")) };
  const { begun } = begin(4, null);
  await expect(answer(api, "pulse", begun.tokens, {})).rejects.toMatchObject({ code: "malformed" });
  await expect(answer(api, "pulse", begun.tokens, {})).rejects.toMatchObject({ code: "offline" });
  expect(asked).toBe(2);
});

test("an answer whose receipt was lost is not counted twice, and one that was lost is sent again", async () => {
  for (const arrives of [true, false]) {
    const api = server();
    const { begun } = begin(4, null);
    const cut = {
      async answerAlone(kind: string, said: object): Promise<void> {
        if (arrives) await api.answerAlone(kind, said);
        throw new NotGranted("offline");
      },
    };
    await expect(answer(cut, "pulse", begun.tokens, {})).rejects.toMatchObject({ code: "offline" });
    await answer(api, "pulse", begun.tokens, {});
    expect(api.used).toHaveLength(1);
    await answer(api, "pulse", begun.tokens, {}); // the next one, on the same device
    expect(api.used).toHaveLength(2);
  }
});
