import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, digest, type Json, utf8 } from "../vault/core/bytes";
import { rounds } from "../vault/proof/rounds";
import { bind, holds } from "./commitment";

const words = fc.record({ ask: fc.uuid(), from: fc.uuid(), text: fc.string({ unit: "grapheme" }), tags: fc.dictionary(fc.string(), fc.string()) });

test("the words that somebody was bound to hold, in whatever order they are told", () => {
  fc.assert(
    fc.property(words, (written) => {
      const { bound, nonce } = bind(written as Json);
      const { tags, text, from, ask } = written;
      expect(holds(bound, nonce, { tags, text, from, ask } as Json)).toBe(true);
      expect(holds(bound, nonce, JSON.parse(JSON.stringify(written)) as Json)).toBe(true);
    }),
    { numRuns: rounds(500) },
  );
});

test("no other words hold, nor these with another nonce", () => {
  fc.assert(
    fc.property(words, words, (written, other) => {
      fc.pre(canonical(written as Json) !== canonical(other as Json));
      const mine = bind(written as Json);
      expect(holds(mine.bound, mine.nonce, other as Json)).toBe(false);
      expect(holds(mine.bound, bind(written as Json).nonce, written as Json)).toBe(false);
    }),
    { numRuns: rounds(500) },
  );
});

test("one changed sign in the words, the nonce or the binding is seen", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), (text, at) => {
      const { bound, nonce } = bind(text);
      const slipped = (whole: string): string => {
        const place = at % whole.length;
        return whole.slice(0, place) + (whole[place] === "0" ? "1" : "0") + whole.slice(place + 1);
      };
      expect(holds(slipped(bound), nonce, text)).toBe(false);
      expect(holds(bound, slipped(nonce), text)).toBe(false);
      expect(holds(bound, nonce, slipped(text))).toBe(false);
    }),
    { numRuns: rounds(500) },
  );
});

test("the same words are bound otherwise each time, and the binding is as long for any words", () => {
  const all = Array.from({ length: 200 }, () => bind("ei").bound);
  expect(new Set(all).size).toBe(200);
  expect(bind("x".repeat(5000)).bound).toMatch(/^[0-9a-f]{64}$/);
});

test("it is SHA-256 over one text that names the scheme, so that another program can check it", () => {
  const { bound, nonce } = bind({ text: "Kuka päättää?", tags: {} });
  expect(bound).toBe(digest(utf8(`["tuokio-hidden-words-v1","${nonce}",{"tags":{},"text":"Kuka päättää?"}]`)));
});

test.each(["", "AAAA", "not base64", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", `${"A".repeat(43)}==`, `${"A".repeat(42)}B=`])("a nonce that is none (%j) does not hold and does not throw", (nonce) => {
  expect(holds(bind("x").bound, nonce, "x")).toBe(false);
});

test("a binding that is none does not hold, even in another spelling", () => {
  const { bound, nonce } = bind("x");
  for (const other of ["", bound.toUpperCase(), ` ${bound}`, bound.slice(1)]) expect(holds(other, nonce, "x")).toBe(false);
});

test("half a sign, which has no text of its own, is not bound and does not hold", () => {
  const { bound, nonce } = bind("x");
  expect(() => bind("\ud800")).toThrow();
  expect(holds(bound, nonce, "\ud800")).toBe(false);
});
