/**
 * A sheet as a PDF file (ISO 32000-1), made here: nothing of it is sent anywhere to be made.
 *
 * It holds our own letters and a tag for each part of the text, so that it can be read aloud, searched and copied. Of
 * itself the file says the tool's name and the language: no author, no day, nothing of what was written.
 * Why it is our own: docs/adr/a-pdf-writer-of-our-own.md.
 */

import type { Sheet } from "../sheet";
import type { Font } from "./font";
import { type Fonts, type LaidOut, laidOut, type Mark, type Tag } from "./layout";
import { glyphsOf } from "./lines";
import type { Printed } from "./paper";

export async function pdfOf(sheet: Sheet, printed: Printed, fonts: Fonts): Promise<Blob> {
  const laid = laidOut(sheet, printed, fonts);
  const file = new Objects();
  const letters = textsOf(sheet, printed);
  const [regular, bold] = [await fontIn(file, fonts.regular, "TuokioSans-Regular", letters), await fontIn(file, fonts.bold, "TuokioSans-Bold", letters)];
  const [pages, structure] = [file.reserve(), file.reserve()];
  const refs: number[] = [];
  for (const [index, { drawn }] of laid.pages.entries()) {
    const content = await file.stream("", latin(drawn.filter(Boolean).join("\n")));
    const box = `/MediaBox [0 0 ${laid.width} ${laid.height}]`;
    const resources = `/Resources << /Font << /regular ${regular} 0 R /bold ${bold} 0 R >> >>`;
    refs.push(file.put(`<< /Type /Page /Parent ${pages} 0 R ${box} ${resources} /Contents ${content} 0 R /StructParents ${index} >>`));
  }
  file.put(`<< /Type /Pages /Count ${refs.length} /Kids [${refs.map((ref) => `${ref} 0 R`).join(" ")}] >>`, pages);
  structureIn(file, laid, refs, structure);
  const catalog = file.put(
    `<< /Type /Catalog /Pages ${pages} 0 R /Lang ${text(printed.language)} /MarkInfo << /Marked true >>` +
      ` /StructTreeRoot ${structure} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  const info = file.put(`<< /Title ${text(printed.name)} /Producer ${text("Tuokio")} >>`);
  return new Blob([file.finished(catalog, info)], { type: "application/pdf" });
}

/** The objects of a file in the order of their numbers, and the table by which they are found. */
class Objects {
  private readonly objects: Uint8Array<ArrayBuffer>[][] = [];

  reserve(): number {
    return this.objects.push([]);
  }

  put(object: string, number = this.reserve()): number {
    this.objects[number - 1] = [latin(object)];
    return number;
  }

  async stream(dictionary: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
    const squeezed = await deflated(bytes);
    return this.objects.push([latin(`<< ${dictionary} /Filter /FlateDecode /Length ${squeezed.length} >>\nstream\n`), squeezed, latin("\nendstream")]);
  }

  finished(catalog: number, info: number): Uint8Array<ArrayBuffer> {
    const parts = [latin("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")];
    let length = parts[0]?.length ?? 0;
    const add = (part: Uint8Array<ArrayBuffer>): void => {
      parts.push(part);
      length += part.length;
    };
    const places = this.objects.map((object, index) => {
      const at = String(length).padStart(10, "0");
      for (const part of [latin(`${index + 1} 0 obj\n`), ...object, latin("\nendobj\n")]) add(part);
      return `${at} 00000 n \n`;
    });
    const table = length;
    add(latin(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join("")}`));
    add(latin(`trailer\n<< /Size ${places.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${table}\n%%EOF\n`));
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/** The font whole, its widths, and which letter each glyph stands for, for searching and copying. Returns its number. */
async function fontIn(file: Objects, font: Font, name: string, letters: string): Promise<number> {
  const program = await file.stream(`/Length1 ${font.bytes.length}`, font.bytes);
  const descriptor = file.put(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 32 /FontBBox [${font.box.join(" ")}] /ItalicAngle 0` +
      ` /Ascent ${font.ascent} /Descent ${font.descent} /CapHeight 660 /StemV 80 /FontFile2 ${program} 0 R >>`,
  );
  const widths = Array.from({ length: font.glyphs }, (_, glyph) => font.widthOf(glyph));
  const descendant = file.put(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>` +
      ` /FontDescriptor ${descriptor} 0 R /DW 500 /W [0 [${widths.join(" ")}]] /CIDToGIDMap /Identity >>`,
  );
  const meaning = await file.stream("", latin(meaningOf(font, letters)));
  return file.put(`<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${meaning} 0 R >>`);
}

/** A character map from glyphs to letters (ISO 32000-1, 9.10.3), a hundred to each block. */
function meaningOf(font: Font, letters: string): string {
  const meant = new Map<number, string>();
  for (const { glyph, letter } of glyphsOf(font, letters)) if (!meant.has(glyph)) meant.set(glyph, letter);
  const lines = [...meant].map(([glyph, letter]) => `<${hex(glyph)}> <${utf16(letter)}>`);
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, i) => lines.slice(100 * i, 100 * i + 100));
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
    "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ...blocks.flatMap((block) => [`${block.length} beginbfchar`, ...block, "endbfchar"]),
    "endcmap CMapName currentdict /CMap defineresource pop end end",
  ].join("\n");
}

/** The tree of tags, and from each page's numbers back to it (ISO 32000-1, 14.7). */
function structureIn(file: Objects, { document, pages }: LaidOut, refs: readonly number[], root: number): void {
  const numbers = new Map<Tag, number>();
  const put = (one: Tag, parent: number): number => {
    const number = file.reserve();
    numbers.set(one, number);
    const kids = one.kids.map((kid) => (isMark(kid) ? `<< /Type /MCR /Pg ${refs[kid.page]} 0 R /MCID ${kid.number} >>` : `${put(kid, number)} 0 R`));
    const attributes = one.attributes ? ` /A << ${one.attributes} >>` : "";
    return file.put(`<< /Type /StructElem /S /${one.type} /P ${parent} 0 R${attributes} /K [${kids.join(" ")}] >>`, number);
  };
  const whole = put(document, root);
  const back = pages.map(({ marks }, index) => `${index} [${marks.map((mark) => `${numbers.get(mark)} 0 R`).join(" ")}]`);
  file.put(`<< /Type /StructTreeRoot /K [${whole} 0 R] /ParentTree << /Nums [${back.join(" ")}] >> /ParentTreeNextKey ${pages.length} >>`, root);
}

const isMark = (kid: Tag | Mark): kid is Mark => "number" in kid;

function textsOf({ title, parts }: Sheet, { foot }: Printed): string {
  const said = parts.flatMap(({ heading, text: words, list, table }) => [heading ?? "", words ?? "", ...(list ?? []), ...(table ? [table.head, ...table.rows].flat() : [])]);
  return ["0123456789 /•?", foot, title, ...said].join(" ").normalize("NFC").replace(/\s/g, " ");
}

const hex = (value: number): string => value.toString(16).padStart(4, "0");
const utf16 = (words: string): string => Array.from({ length: words.length }, (_, i) => hex(words.charCodeAt(i))).join("");
const text = (words: string): string => `<feff${utf16(words)}>`;

/** What a PDF says outside of its text is in single bytes. */
const latin = (words: string): Uint8Array<ArrayBuffer> => Uint8Array.from(words, (letter) => letter.charCodeAt(0));

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const squeezed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(squeezed).arrayBuffer());
}
