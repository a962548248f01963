/** An old note as it comes from a file or the clipboard: its text, a title and a day that its person can put right. */

import { markdownOf } from "./docx";

export const LARGEST = 2 * 1024 * 1024; // bytes of one file

export interface OldNote {
  title: string;
  text: string;
  /** The day (ISO) on which it seems to have been written. */
  day: string;
}

/** Why a file was not taken in. */
export type Trouble = "import-kind" | "import-large" | "import-empty" | "import-unreadable";

export interface Brought {
  name: string;
  /** The day (ISO) on which the file was last changed. */
  changed: string;
  bytes: Uint8Array;
}

export function readFile({ name, changed, bytes }: Brought): OldNote | Trouble {
  const kind = /\.(txt|md|markdown|docx)$/i.exec(name)?.[1]?.toLowerCase();
  if (!kind) return "import-kind";
  if (bytes.length > LARGEST) return "import-large";
  const text = kind === "docx" ? markdownOf(bytes) : plain(bytes);
  if (text === null) return "import-unreadable";
  return readText(text, { name: name.replace(/\.\w+$/, ""), changed });
}

/** A text with what is known of where it came from. */
export function readText(text: string, { name, changed }: { name: string; changed: string }): OldNote | Trouble {
  const lines = text.replace(/\r\n?/g, "\n").trim().split("\n");
  if (lines.join("").trim() === "") return "import-empty";
  const heading = /^#{1,3} +(.+?) *#*$/.exec(lines[0] ?? "")?.[1];
  const day = dayIn(name, changed) ?? lines.slice(0, 3).map((line) => dayIn(line, changed)).find(Boolean) ?? changed;
  const rest = heading ? lines.slice(1).join("\n").trim() : lines.join("\n");
  return { title: (heading ?? name).slice(0, 200), text: rest || (heading ?? ""), day };
}

/** UTF-8, UTF-16 that says so, else as Windows wrote for a long time; null for what is no text. */
function plain(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const FORMS: readonly [form: RegExp, year: number, month: number, day: number][] = [
  [/(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)/, 1, 2, 3],
  [/(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)/, 3, 2, 1],
  [/(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/, 1, 2, 3],
];

/** The first day that a line names and that is not after `latest`. */
function dayIn(line: string, latest: string): string | null {
  for (const [form, ...places] of FORMS) {
    const found = form.exec(line);
    if (!found) continue;
    const [year = "", month = "", day = ""] = places.map((place) => (found[place] ?? "").padStart(2, "0"));
    const named = `${year}-${month}-${day}`;
    const known = new Date(`${named}T12:00Z`);
    if (!Number.isNaN(known.getTime()) && known.toISOString().startsWith(named) && named <= latest) return named;
  }
  return null;
}
