/** Words into lines, and a table's width among its columns. Pure; all measures in points. */

import type { Font } from "./font";

/** A letter that the font lacks is written without its mark, else as a question mark: something stands there always. */
export function glyphsOf(font: Font, text: string): { glyph: number; letter: string }[] {
  return [...text].map((letter) => {
    const glyph = font.glyphOf(letter.codePointAt(0) ?? 0) || font.glyphOf(letter.normalize("NFD").codePointAt(0) ?? 0);
    return glyph ? { glyph, letter } : { glyph: font.glyphOf(63), letter: "?" };
  });
}

export const widthOf = (font: Font, text: string, size: number): number =>
  (glyphsOf(font, text).reduce((sum, { glyph }) => sum + font.widthOf(glyph), 0) * size) / 1000;

/** As it is written: composed letters, no soft hyphens, no control signs but the ends of lines. */
export const asWritten = (text: string): string =>
  text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/[\u00ad\u200b-\u200f\u2028-\u202e\ufeff]/g, "").replace(/[^\S\n\u00a0\u202f]+/g, " ").replace(/[\p{Cc}]/gu, (sign) => (sign === "\n" ? sign : ""));

/** The lines of a text in that width. A word wider than the line is cut; none is lost. */
export function linesOf(font: Font, text: string, size: number, width: number): string[] {
  const space = widthOf(font, " ", size);
  return asWritten(text).split("\n").filter((paragraph) => paragraph.trim()).flatMap((paragraph) => {
    const lines: string[] = [];
    let [line, used] = ["", 0];
    for (const word of paragraph.trim().split(" ").flatMap((whole) => piecesOf(font, whole, size, width))) {
      const needs = widthOf(font, word, size);
      if (line && used + space + needs > width) {
        lines.push(line);
        [line, used] = [word, needs];
      } else {
        [line, used] = line ? [`${line} ${word}`, used + space + needs] : [word, needs];
      }
    }
    return [...lines, line];
  });
}

function piecesOf(font: Font, word: string, size: number, width: number): string[] {
  if (widthOf(font, word, size) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece && widthOf(font, piece + letter, size) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** What a column would like, and the least it can do with. */
export interface Wish {
  least: number;
  likes: number;
}

export function wishOf(font: Font, cells: readonly string[], size: number): Wish {
  const texts = cells.map(asWritten);
  const widest = (parts: string[]): number => Math.max(0, ...parts.map((part) => widthOf(font, part, size)));
  return { least: widest(texts.flatMap((text) => text.split(/\s/))), likes: widest(texts.flatMap((text) => text.split("\n"))) };
}

/** The whole width shared out: each its least, and what is left by how much more each would like (CSS 2.1, 17.5.2.2). */
export function sharedOut(wishes: readonly Wish[], width: number): number[] {
  const least = wishes.reduce((sum, wish) => sum + wish.least, 0);
  const more = wishes.reduce((sum, wish) => sum + wish.likes - wish.least, 0);
  if (least >= width) return wishes.map((wish) => (wish.least * width) / least);
  if (least + more > width) return wishes.map((wish) => wish.least + ((wish.likes - wish.least) * (width - least)) / more);
  return wishes.map((wish) => wish.likes + (width - least - more) / wishes.length);
}
