import fc from "fast-check";
import { describe, expect, test } from "vitest";
import boldAddress from "../../../tuokio/built/pdf-fonts/TuokioSans-Bold.ttf?inline";
import regularAddress from "../../../tuokio/built/pdf-fonts/TuokioSans-Regular.ttf?inline";
import type { Sheet } from "../sheet";
import { readFont } from "./font";
import { type LaidOut, laidOut, type Mark, type Tag } from "./layout";
import { asWritten, glyphsOf, linesOf, sharedOut, widthOf } from "./lines";
import { pdfOf } from "./pdf";

const font = async (address: string) => readFont(new Uint8Array(await (await fetch(address)).arrayBuffer()));
const fonts = { regular: await font(regularAddress), bold: await font(boldAddress) };
const printed = { paper: "a4", language: "fi", name: "Laatuvaatimukset", foot: "Laatuvaatimukset" } as const;

const word = fc.stringMatching(/^[a-zåäöA-ZÅÄÖ€✓0-9.,!-]{1,30}$/);
const text = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(" "));
const table = fc.integer({ min: 1, max: 9 }).chain((columns) => {
  const row = fc.array(fc.oneof(text, fc.constant("")), { minLength: columns, maxLength: columns });
  return fc.record({ head: fc.array(word, { minLength: columns, maxLength: columns }), rows: fc.array(row, { maxLength: 30 }) });
});
const part = fc.oneof(fc.record({ heading: word, text }), fc.record({ list: fc.array(text, { maxLength: 20 }) }), fc.record({ table }));
const sheet: fc.Arbitrary<Sheet> = fc.record({ title: text, parts: fc.array(part, { maxLength: 5 }) });

/** What is read aloud, in its order, by the marks of each tag. */
function readAloud(laid: LaidOut): string {
  const drawn = laid.pages.map(({ drawn }) => new Map([...drawn.join("\n").matchAll(/MCID (\d+)>> BDC\nBT .*?\/(regular|bold) .*?<([0-9a-f]*)> Tj/g)].map(([, number, weight, glyphs]) => [Number(number), { weight, glyphs }])));
  const wordsOf = ({ page, number }: Mark): string => {
    const { weight, glyphs } = drawn[page]?.get(number) ?? { weight: "regular", glyphs: "" };
    const letters = new Map([..."abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ€✓0123456789.,!-• "].map((letter) => [fonts[weight as "bold"].glyphOf(letter.codePointAt(0) ?? 0), letter]));
    return (glyphs?.match(/.{4}/g) ?? []).map((glyph) => letters.get(parseInt(glyph, 16)) ?? "?").join("");
  };
  const read = (one: Tag): string => one.kids.map((kid) => ("number" in kid ? wordsOf(kid) : read(kid))).join("");
  return read(laid.document);
}

const said = ({ title, parts }: Sheet): string =>
  [title, ...parts.flatMap(({ heading, text: words, list, table: cells }) => [heading ?? "", words ?? "", ...(list ?? []).map((item) => `•${item}`), ...(cells ? [cells.head, ...cells.rows].flat() : [])])].join("");
const closed = (words: string): string => words.replace(/\s/g, "");

describe("the letters", () => {
  test.each([..."åäöÅÄÖ€✓≤≥→–”ŋŠž"])("%s has a glyph in both weights", (letter) => {
    expect([fonts.regular, fonts.bold].map((one) => one.glyphOf(letter.codePointAt(0) ?? 0))).not.toContain(0);
  });

  test("a letter that is in no font of ours is written without its mark, or as a question mark", () => {
    expect(glyphsOf(fonts.regular, "ạ漢a").map(({ letter }) => letter)).toEqual(["ạ", "?", "a"]);
    expect(glyphsOf(fonts.regular, "ạ")[0]?.glyph).toBe(fonts.regular.glyphOf(97));
  });

  test("what is no font is refused", () => {
    expect(() => readFont(new Uint8Array(64))).toThrow(RangeError);
  });
});

describe("lines", () => {
  test("no line is wider than it may be, and no letter is lost", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 40, max: 500 }), (words, width) => {
        const lines = linesOf(fonts.regular, words, 10, width);
        expect(lines.filter((line) => widthOf(fonts.regular, line, 10) > width + 0.001)).toEqual([]);
        expect(closed(lines.join(""))).toBe(closed(words));
      }),
    );
  });

  test("hidden signs and other ends of lines are taken for what they mean", () => {
    expect(asWritten("työ\u00adryhmä\r\nja\ttoinen\u202e")).toBe("työryhmä\nja toinen");
    expect(linesOf(fonts.regular, "yksi\n\nkaksi", 10, 500)).toEqual(["yksi", "kaksi"]);
  });

  test("columns share the whole width, and none gets less than its least where there is room", () => {
    const wish = fc.record({ least: fc.integer({ min: 1, max: 90 }), more: fc.integer({ min: 0, max: 400 }) }).map(({ least, more }) => ({ least, likes: least + more }));
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 12 }), (wishes) => {
        const widths = sharedOut(wishes, 500);
        expect(widths.reduce((sum, one) => sum + one, 0)).toBeCloseTo(500, 6);
        if (wishes.reduce((sum, { least }) => sum + least, 0) <= 500) expect(wishes.filter(({ least }, i) => (widths[i] ?? 0) < least - 0.001)).toEqual([]);
      }),
    );
  });
});

describe("pages", () => {
  test("everything that was said is read aloud once, in its order, however long it is", () => {
    fc.assert(fc.property(sheet, fc.constantFrom("a4" as const, "a3" as const), (one, paper) => {
      expect(closed(readAloud(laidOut(one, { paper, foot: "x" }, fonts)))).toBe(closed(said(one)));
    }), { numRuns: 60 });
  });

  test("nothing is drawn outside of the page", () => {
    fc.assert(
      fc.property(sheet, (one) => {
        const laid = laidOut(one, { paper: "a4", foot: "Laatuvaatimukset" }, fonts);
        const places = laid.pages.flatMap(({ drawn }) => [...drawn.join("\n").matchAll(/Tf ([\d.-]+) ([\d.-]+) Td/g)].map(([, x, y]) => [Number(x), Number(y)] as const));
        expect(places.filter(([x, y]) => x < 40 || x > laid.width - 40 || y < 20 || y > laid.height - 40)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("a table of more than six columns turns the page on its side, and the wall's sheet always is", () => {
    const wide = (columns: number): Sheet => ({ title: "Kartta", parts: [{ table: { head: Array.from({ length: columns }, (_, i) => `r${i}`), rows: [] } }] });
    const turned = (one: Sheet, paper: "a4" | "a3"): boolean => laidOut(one, { paper, foot: "" }, fonts).width > 800;
    expect([turned(wide(6), "a4"), turned(wide(7), "a4"), turned(wide(2), "a3")]).toEqual([false, true, true]);
  });

  test("the head of a long table stands on each of its pages, and is read aloud once", () => {
    const rows = Array.from({ length: 90 }, (_, i) => [`rivi ${i}`, "sama"]);
    const laid = laidOut({ title: "Pitkä", parts: [{ table: { head: ["Vaatimus", "Taso"], rows } }] }, { paper: "a4", foot: "" }, fonts);
    const head = [..."Vaatimus "].map((letter) => fonts.bold.glyphOf(letter.charCodeAt(0)).toString(16).padStart(4, "0")).join("");
    expect(laid.pages.length).toBeGreaterThan(2);
    expect(laid.pages.map(({ drawn }) => drawn.filter((line) => line.includes(`<${head}>`)).length)).toEqual(laid.pages.map(() => 1));
    expect(readAloud(laid).split("Vaatimus").length).toBe(2);
  });

  test("on the wall the letters are as large as lets everything stand on one sheet", () => {
    const pages = (rows: number) => laidOut({ title: "Seinä", parts: [{ table: { head: ["Vaatimus"], rows: Array.from({ length: rows }, () => ["Perhe saa vastauksen"]) } }] }, { paper: "a3", foot: "" }, fonts).pages;
    const largest = (rows: number): number => Math.max(...pages(rows).flatMap(({ drawn }) => [...drawn.join("\n").matchAll(/\/regular ([\d.]+) Tf|\/bold ([\d.]+) Tf/g)].map(([, regular, bold]) => Number(regular ?? bold))));
    expect([3, 10, 12, 60].map(largest)).toEqual([53.2, 45.6, 38, 32.3]); // of the title: 1.9 of the text
    expect(pages(60).length).toBeGreaterThan(1);
  });

  test("an empty row is a row to write in by hand", () => {
    const laid = laidOut({ title: "T", parts: [{ table: { head: ["a", "b"], rows: [["", ""]] } }] }, { paper: "a4", foot: "" }, fonts);
    expect(laid.pages[0]?.drawn.filter((line) => line.endsWith("l S")).length).toBe(2);
  });
});

test("the same sheet makes the same file, byte for byte", async () => {
  const one: Sheet = { title: "Perustehtävä", parts: [{ text: "Että lapsi voi hyvin." }] };
  const bytes = async () => new TextDecoder("latin1").decode(await (await pdfOf(one, printed, fonts)).arrayBuffer());
  const first = await bytes();
  expect(first).toBe(await bytes());
  expect(first.slice(0, 8)).toBe("%PDF-1.7");
});
