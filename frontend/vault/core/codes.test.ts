import fc from "fast-check";
import { expect, test } from "vitest";
import { paddedLength } from "./padme";
import { newRecoveryCode, readRecoveryCode } from "./recovery-code";
import { checkWords, newPassphrase, readPassphrase } from "./words";
import { rounds } from "../proof/rounds";

const LIST = Array.from({ length: 7776 }, (_, place) => `sana${place}`);

test("a recovery code is seven groups of four and reads as itself", () => {
  const code = newRecoveryCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(readRecoveryCode(code)).toBe(code);
  expect(newRecoveryCode()).not.toBe(code);
});

test("however sloppily a code is typed, it is understood", () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat({ max: 5 })), (chances) => {
      const code = newRecoveryCode();
      const next = (): number => chances.next().value ?? 0;
      const sloppy = [...code].map((sign) => {
        const chance = next();
        if (sign === "-") return ["", " ", "-", " - ", "\u00a0", "\n"][chance];
        if (sign === "0" && chance < 2) return "oO"[chance];
        if (sign === "1" && chance < 4) return "iIlL"[chance];
        return chance % 2 ? sign.toLowerCase() : sign;
      });
      expect(readRecoveryCode(` ${sloppy.join("")}\t`)).toBe(code);
    }),
    { numRuns: rounds(2000) },
  );
});

test("a slip of one sign is nearly always told before the slow opening", () => {
  let missed = 0;
  const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (let run = 0; run < 5000; run += 1) {
    const code = newRecoveryCode().replaceAll("-", "");
    const place = run % 28;
    const other = signs[(signs.indexOf(code[place] ?? "") + 1 + (run % 31)) % 32] ?? "";
    if (readRecoveryCode(code.slice(0, place) + other + code.slice(place + 1)) !== null) missed += 1;
  }
  expect(missed).toBeLessThan(25); // 1 in 1,024 expected
});

test.each(["", "ABCD", "0".repeat(27), "0".repeat(29), "Ä".repeat(28), "U".repeat(28)])("%j is no code", (typed) => {
  expect(readRecoveryCode(typed)).toBeNull();
});

test("a passphrase is six words of the list, each as likely as any other", () => {
  const words = newPassphrase(LIST).split(" ");
  expect(words).toHaveLength(6);
  expect(words.every((word) => LIST.includes(word))).toBe(true);
  const drawn = Array.from({ length: 2000 }, () => newPassphrase(LIST).split(" ")).flat();
  const halves = drawn.filter((word) => Number(word.slice(4)) < 3888).length;
  expect(Math.abs(halves - 6000)).toBeLessThan(6 * Math.sqrt(3000)); // six standard deviations
  expect(() => newPassphrase(LIST.slice(1))).toThrow(RangeError);
});

test("a passphrase is read with other spaces, capitals and split letters", () => {
  expect(readPassphrase("  Aamu  härkä-SOUTU\nkivi, ranta  ja ")).toBe("aamu härkä soutu kivi ranta ja");
  expect(readPassphrase("ha\u0308rka\u0308")).toBe("härkä");
});

test("check words are the same for the same digest, and others for another", () => {
  const [one, other] = ["ab".repeat(32), `${"ab".repeat(31)}ac`];
  expect(checkWords(one, LIST)).toEqual(checkWords(one, LIST));
  expect(checkWords(one, LIST)).not.toEqual(checkWords(other, LIST));
  expect(checkWords("00".repeat(31) + "01", LIST)).toEqual(["sana1", "sana0", "sana0", "sana0"]);
});

test("Padmé fills up, never by more than 12 %, and keeps the order", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50_000_000 }), (length) => {
      const padded = paddedLength(length);
      expect(padded).toBeGreaterThanOrEqual(length);
      if (length > 512) expect(padded / length).toBeLessThan(1.12);
      expect(paddedLength(padded)).toBe(padded);
      expect(paddedLength(length + 1)).toBeGreaterThanOrEqual(padded);
    }),
    { numRuns: rounds(5000) },
  );
  expect(new Set(Array.from({ length: 19_901 }, (_, place) => paddedLength(100 + place))).size).toBeLessThanOrEqual(90);
});
