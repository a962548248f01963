/** Reads of a TrueType file what setting lines needs: which glyph a letter has, and how wide it is (OpenType 1.9). */

export interface Font {
  bytes: Uint8Array<ArrayBuffer>;
  /** All measures in thousandths of the size, as PDF counts. */
  ascent: number;
  descent: number;
  box: [number, number, number, number];
  /** 0 when the font lacks the letter. */
  glyphOf: (code: number) => number;
  widthOf: (glyph: number) => number;
  glyphs: number;
}

const WINDOWS_UNICODE = 0x00030001;
const SEGMENTS = 4; // the format of the letters' table that holds the basic plane

/** Throws RangeError when it is no such file. */
export function readFont(bytes: Uint8Array<ArrayBuffer>): Font {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
    tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), view.getUint32(at + 8));
  }
  const table = (name: string): number => {
    const at = tables.get(name);
    if (at === undefined) throw new RangeError(`The font has no table ${name}.`);
    return at;
  };
  const [head, hhea, hmtx] = [table("head"), table("hhea"), table("hmtx")];
  const thousandths = (value: number): number => Math.round((value * 1000) / view.getUint16(head + 18));
  const measure = (at: number): number => thousandths(view.getInt16(at));
  const widths = view.getUint16(hhea + 34);
  return {
    bytes,
    ascent: measure(hhea + 4),
    descent: measure(hhea + 6),
    box: [measure(head + 36), measure(head + 38), measure(head + 40), measure(head + 42)],
    glyphOf: lettersOf(view, table("cmap")),
    widthOf: (glyph) => thousandths(view.getUint16(hmtx + 4 * Math.min(glyph, widths - 1))),
    glyphs: view.getUint16(table("maxp") + 4),
  };
}

/** The glyph of each letter, from the segments of the table `cmap`. */
function lettersOf(view: DataView, cmap: number): Font["glyphOf"] {
  const place = Array.from({ length: view.getUint16(cmap + 2) }, (_, i) => cmap + 4 + 8 * i).find((at) => view.getUint32(at) === WINDOWS_UNICODE);
  const at = place === undefined ? -1 : cmap + view.getUint32(place + 4);
  if (at < 0 || view.getUint16(at) !== SEGMENTS) throw new RangeError("The font's letters are in another form.");
  const twice = view.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + twice];
  const [deltas, offsets] = [starts + twice, starts + 2 * twice];
  return (code) => {
    for (let i = 0; i < twice; i += 2) {
      if (code > view.getUint16(ends + i)) continue;
      const start = view.getUint16(starts + i);
      if (code < start) return 0;
      const delta = view.getUint16(deltas + i);
      const offset = view.getUint16(offsets + i);
      const glyph = offset === 0 ? code : view.getUint16(offsets + i + offset + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
