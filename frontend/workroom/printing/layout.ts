/** A sheet laid out on pages: what is drawn on each, and which part of the text each drawn line belongs to. */

import type { Sheet, Table } from "../sheet";
import type { Font } from "./font";
import { glyphsOf, linesOf, sharedOut, widthOf, wishOf } from "./lines";
import type { Printed } from "./paper";

/** A part of the text as it is read aloud: a heading, a paragraph, a cell (ISO 32000-1, 14.8.4). */
export interface Tag {
  type: string;
  attributes?: string;
  kids: (Tag | Mark)[];
}

/** What was drawn on one page under one number. */
export interface Mark {
  page: number;
  number: number;
}

export interface Page {
  drawn: string[];
  /** The tag of each number. */
  marks: Tag[];
}

export interface LaidOut {
  width: number;
  height: number;
  pages: Page[];
  document: Tag;
}

export interface Fonts {
  regular: Font;
  bold: Font;
}
type Weight = keyof Fonts;

/** On the wall the letters are as large as lets everything stand on one sheet; the last size is taken in any case. */
const SIZES = { a4: { short: 595.28, long: 841.89, margin: 48, bodies: [10.5] }, a3: { short: 841.89, long: 1190.55, margin: 60, bodies: [28, 24, 20, 17] } };
const LEADING = 1.38; // of the size, from line to line
const INK = "0.09 0.13 0.16";
const QUIET = "0.30 0.36 0.41";
const TEAL = "0.00 0.33 0.35";
const GROUND = "0.89 0.95 0.95";
const RULE = "0.76 0.78 0.79";
/** More columns than this do not stand upright on an A4. */
const UPRIGHT_COLUMNS = 6;
/** No table is set smaller than this part of the text. */
const SMALLEST = 0.7;

export const tag = (type: string, kids: Tag["kids"] = [], attributes?: string): Tag => ({ type, kids, ...(attributes && { attributes }) });
const n = (value: number): string => String(Math.round(value * 100) / 100);

export function laidOut(sheet: Sheet, { paper, foot }: Pick<Printed, "paper" | "foot">, fonts: Fonts): LaidOut {
  const { short, long, margin, bodies } = SIZES[paper];
  const onItsSide = paper === "a3" || sheet.parts.some(({ table }) => (table?.head.length ?? 0) > UPRIGHT_COLUMNS);
  const [width, height] = onItsSide ? [long, short] : [short, long];
  const setters = bodies.map((body) => set(sheet, new Setter({ width, height, margin, body }, fonts)));
  const setter = setters.find(({ pages }) => pages.length === 1) ?? setters.at(-1);
  if (!setter) throw new RangeError("No size of letters is given.");
  setter.feet(foot);
  return { width, height, pages: setter.pages, document: setter.document };
}

function set(sheet: Sheet, setter: Setter): Setter {
  setter.heading("H1", sheet.title, 1.9);
  for (const part of sheet.parts) {
    if (part.heading) setter.heading("H2", part.heading, 1.3);
    if (part.text) setter.paragraphs(part.text);
    if (part.list && part.list.length > 0) setter.list(part.list);
    if (part.table) setter.table(part.table);
  }
  return setter;
}

class Setter {
  readonly pages: Page[] = [];
  readonly document = tag("Document");
  private y = 0;

  constructor(
    private readonly on: { width: number; height: number; margin: number; body: number },
    private readonly fonts: Fonts,
  ) {
    this.turn();
  }

  heading(type: "H1" | "H2", words: string, times: number): void {
    const size = this.on.body * times;
    const lines = linesOf(this.fonts.bold, words, size, this.across);
    this.keep(lines.length * size * LEADING + 3 * this.on.body * LEADING); // never alone at the foot of a page
    const heading = tag(type);
    this.document.kids.push(heading);
    this.set(heading, lines, { size, weight: "bold", colour: type === "H1" ? TEAL : INK });
    this.y -= size * 0.3;
  }

  paragraphs(text: string): void {
    for (const words of text.split("\n").filter((line) => line.trim())) {
      const paragraph = tag("P");
      this.document.kids.push(paragraph);
      this.set(paragraph, linesOf(this.fonts.regular, words, this.on.body, this.across), {});
      this.y -= this.on.body * 0.4;
    }
    this.y -= this.on.body * 0.5;
  }

  list(items: readonly string[]): void {
    const indent = this.on.body * 1.3;
    const list = tag("L", [], "/O /List /ListNumbering /Disc");
    this.document.kids.push(list);
    for (const item of items) {
      const lines = linesOf(this.fonts.regular, item, this.on.body, this.across - indent);
      if (lines.length === 0) continue;
      this.keep(this.leading);
      const [sign, words] = [tag("Lbl"), tag("LBody")];
      list.kids.push(tag("LI", [sign, words]));
      this.line(sign, "•", { x: this.on.margin + indent * 0.2, y: this.y });
      this.set(words, lines, { indent });
      this.y -= this.on.body * 0.25;
    }
    this.y -= this.on.body * 0.6;
  }

  /** Over as many pages as it takes, its head on each; a row is cut only when it is longer than a page. */
  table({ head, rows }: Table): void {
    const { size, widths } = this.columns([head, ...rows]);
    const pad = size * 0.5;
    const shown = { size, pad, widths };
    const [top, rest] = [tag("THead"), tag("TBody")];
    this.document.kids.push(tag("Table", [top, rest]));
    const wrapped = (cells: readonly string[], weight: (column: number) => Weight): string[][] =>
      widths.map((width, i) => linesOf(this.fonts[weight(i)], cells[i] ?? "", size, width - 2 * pad + 0.01));
    const titles = wrapped(head, () => "bold");
    const tall = (cells: readonly string[][]): number => Math.max(1, ...cells.map((lines) => lines.length)) * size * LEADING + 2 * pad;
    const headed = (first: boolean): void => this.row(first ? rowOf(top, titles, "head") : null, titles, { ...shown, head: true });
    const first = wrapped(rows[0] ?? [], (column) => (column === 0 ? "bold" : "regular"));
    this.keep(tall(titles) + Math.min(tall(first), this.whole / 3));
    headed(true);
    for (const cells of rows) {
      let left = wrapped(cells, (column) => (column === 0 ? "bold" : "regular"));
      const tags = rowOf(rest, left, "row");
      const fits = (): number => Math.floor((this.y - this.bottom - 2 * pad) / (size * LEADING));
      if (tall(left) > this.y - this.bottom && (tall(left) + tall(titles) <= this.whole || fits() < 3)) this.turnIn(headed);
      for (;;) {
        const now = Math.max(1, fits());
        this.row(tags, left.map((lines) => lines.slice(0, now)), shown);
        left = left.map((lines) => lines.slice(now));
        if (left.every((lines) => lines.length === 0)) break;
        this.turnIn(headed);
      }
    }
    this.y -= this.on.body;
  }

  /** Below each page what it is and its number; these are no part of what is read aloud. */
  feet(foot: string): void {
    const size = this.on.body * 0.8;
    for (const [page, { drawn }] of this.pages.entries()) {
      const number = `${page + 1} / ${this.pages.length}`;
      const y = this.on.margin * 0.6;
      drawn.push("/Artifact BMC", this.words(foot, { x: this.on.margin, y, size, weight: "regular", colour: QUIET }));
      const x = this.on.width - this.on.margin - widthOf(this.fonts.regular, number, size);
      drawn.push(this.words(number, { x, y, size, weight: "regular", colour: QUIET }), "EMC");
    }
  }

  private get across(): number {
    return this.on.width - 2 * this.on.margin;
  }
  private get top(): number {
    return this.on.height - this.on.margin;
  }
  private get bottom(): number {
    return this.on.margin * 1.2;
  }
  private get whole(): number {
    return this.top - this.bottom;
  }
  private get leading(): number {
    return this.on.body * LEADING;
  }

  private turn(): void {
    this.pages.push({ drawn: [], marks: [] });
    this.y = this.top;
  }

  private turnIn(headed: (first: boolean) => void): void {
    this.turn();
    headed(false);
  }

  /** Turn the page unless there is that much room left, or nothing on it yet. */
  private keep(height: number): void {
    if (this.y - height < this.bottom && this.y < this.top) this.turn();
  }

  private columns(rows: readonly (readonly string[])[]): { size: number; widths: number[] } {
    const count = rows[0]?.length ?? 0;
    for (let size = this.on.body; ; size -= 0.25) {
      const pad = size * 0.5;
      const wishes = Array.from({ length: count }, (_, i) => wishOf(this.fonts.bold, rows.map((row) => row[i] ?? ""), size));
      const padded = wishes.map(({ least, likes }) => ({ least: least + 2 * pad, likes: likes + 2 * pad }));
      const fits = padded.reduce((sum, { least }) => sum + least, 0) <= this.across;
      if (fits || size <= this.on.body * SMALLEST) return { size, widths: sharedOut(padded, this.across) };
    }
  }

  /** One row, or the part of it that this page holds; without tags it is the head said again, which is not read aloud. */
  private row(tags: Tag[] | null, cells: readonly string[][], { size, pad, widths, head = false }: { size: number; pad: number; widths: number[]; head?: boolean }): void {
    const height = Math.max(1, ...cells.map((lines) => lines.length)) * size * LEADING + 2 * pad;
    const below = this.y - height;
    const frame = [n(this.on.margin), n(below), n(this.across), n(height)].join(" ");
    const rule = `${head ? TEAL : RULE} RG 0.6 w ${n(this.on.margin)} ${n(below)} m ${n(this.on.margin + this.across)} ${n(below)} l S`;
    this.page.drawn.push("/Artifact BMC", head ? `${GROUND} rg ${frame} re f` : "", rule, "EMC");
    let x = this.on.margin;
    for (const [column, lines] of cells.entries()) {
      for (const [i, words] of lines.entries()) {
        const weight = head || column === 0 ? "bold" : "regular";
        this.line(tags?.[column] ?? null, words, { x: x + pad, y: this.y - pad - i * size * LEADING, size, weight, colour: head ? TEAL : INK });
      }
      x += widths[column] ?? 0;
    }
    this.y = below;
  }

  /** Lines below each other, over as many pages as it takes. */
  private set(into: Tag, lines: readonly string[], { size = this.on.body, weight = "regular", colour = INK, indent = 0 }: { size?: number; weight?: Weight; colour?: string; indent?: number }): void {
    for (const words of lines) {
      this.keep(size * LEADING);
      this.line(into, words, { x: this.on.margin + indent, y: this.y, size, weight, colour });
      this.y -= size * LEADING;
    }
  }

  /** One line whose upper edge is at y. It ends in a space, so that its last word and the next line's first stay two. */
  private line(into: Tag | null, words: string, { x, y, size = this.on.body, weight = "regular", colour = INK }: { x: number; y: number; size?: number; weight?: Weight; colour?: string }): void {
    const drawn = this.words(`${words} `, { x, y: y - size * ((LEADING - 1) / 2 + 0.8), size, weight, colour });
    if (!into) {
      this.page.drawn.push("/Artifact BMC", drawn, "EMC");
      return;
    }
    const number = this.page.marks.push(into) - 1;
    into.kids.push({ page: this.pages.length - 1, number });
    this.page.drawn.push(`/${into.type} <</MCID ${number}>> BDC`, drawn, "EMC");
  }

  private words(text: string, { x, y, size, weight, colour }: { x: number; y: number; size: number; weight: Weight; colour: string }): string {
    const glyphs = glyphsOf(this.fonts[weight], text).map(({ glyph }) => glyph.toString(16).padStart(4, "0"));
    return `BT ${colour} rg /${weight} ${n(size)} Tf ${n(x)} ${n(y)} Td <${glyphs.join("")}> Tj ET`;
  }

  private get page(): Page {
    const last = this.pages.at(-1);
    if (!last) throw new RangeError("No page has been begun.");
    return last;
  }
}

/** The tags of a row's cells, its first cell a heading of the row; they are put below the table's part. */
function rowOf(part: Tag, cells: readonly unknown[], kind: "head" | "row"): Tag[] {
  const tags = cells.map((_, column) => {
    if (kind === "head") return tag("TH", [], "/O /Table /Scope /Column");
    return column === 0 ? tag("TH", [], "/O /Table /Scope /Row") : tag("TD");
  });
  part.kids.push(tag("TR", [...tags]));
  return tags;
}
