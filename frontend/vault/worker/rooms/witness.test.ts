import { describe, expect, test } from "vitest";
import { digest, utf8 } from "../../core/bytes";
import type { ChainHead, ChainStep } from "../api";
import { followed } from "./witness";

const BEFORE_ALL = "0".repeat(64);
const DAY = "2027-01-12";

function chainOf(bodies: readonly string[]): ChainStep[] {
  let prev = BEFORE_ALL;
  return bodies.map((words, place) => {
    const body = digest(utf8(words));
    prev = digest(utf8(prev + body));
    return { seq: place + 1, body, hash: prev };
  });
}

/** A server that keeps these entries and tells them three at a time. */
function server(steps: readonly ChainStep[], start: ChainHead = { seq: 0, hash: BEFORE_ALL }) {
  const last = steps.at(-1) ?? start;
  return {
    chainAfter: (seq: number) =>
      Promise.resolve({
        head: { seq: last.seq, hash: last.hash },
        start,
        steps: steps.filter((step) => step.seq > Math.max(seq, start.seq)).slice(0, 3),
      }),
  };
}

const whole = chainOf(["a", "b", "c", "d", "e", "f", "g", "h"]);
const seenAt = (seq: number, on = DAY) => ({ seq, hash: whole[seq - 1]?.hash ?? BEFORE_ALL, on });

describe("a chain of entries that was seen before", () => {
  test.each([0, 1, 4, 7, 8])("is followed from entry %i to its end, page by page", async (seq) => {
    expect(await followed(server(whole), seenAt(seq), DAY)).toEqual({ seq: 8, hash: whole[7]?.hash });
  });

  test("is cut when it ends before what was seen", async () => {
    expect(await followed(server(whole.slice(0, 5)), seenAt(6), DAY)).toBeNull();
    expect(await followed(server([]), seenAt(1), DAY)).toBeNull();
  });

  test("is cut when what was seen has become another, or when one later was altered, though all was reckoned anew", async () => {
    const other = chainOf(["a", "b", "X", "d", "e", "f", "g", "h"]);
    expect(await followed(server(other), seenAt(3), DAY)).toBeNull();
    expect(await followed(server(other), seenAt(8), DAY)).toBeNull();
    expect(await followed(server(other), seenAt(2), DAY)).not.toBeNull(); // nobody here has seen the third
  });

  test("is cut when a step is left out, moved, or does not fit its digest", async () => {
    const swapped = [...whole.slice(0, 4), whole[5], whole[4], ...whole.slice(6)] as ChainStep[];
    for (const lying of [whole.filter(({ seq }) => seq !== 5), swapped, whole.map((step) => ({ ...step, body: BEFORE_ALL }))]) {
      expect(await followed(server(lying), seenAt(4), DAY)).toBeNull();
    }
  });

  test("is cut when the server names an end to which it does not lead", async () => {
    const lying = { chainAfter: () => Promise.resolve({ head: { seq: 9, hash: BEFORE_ALL }, start: { seq: 0, hash: BEFORE_ALL }, steps: [] }) };
    expect(await followed(lying, seenAt(8), DAY)).toBeNull();
  });

  test("may begin later than what was seen only after the two years for which entries are kept", async () => {
    const start = { seq: 4, hash: whole[3]?.hash ?? "" };
    const shortened = server(whole, start);
    expect(await followed(shortened, seenAt(4), DAY)).toEqual({ seq: 8, hash: whole[7]?.hash });
    expect(await followed(shortened, seenAt(2), DAY)).toBeNull();
    expect(await followed(shortened, seenAt(2, "2025-01-12"), DAY)).toEqual({ seq: 8, hash: whole[7]?.hash });
    expect(await followed(server(whole, { ...start, hash: BEFORE_ALL }), seenAt(4), DAY)).toBeNull();
  });
});
