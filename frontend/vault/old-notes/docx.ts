/**
 * A .docx as the part of Markdown that notes are written in: headings, lists, strong and emphasised words, links.
 *
 * Of the file two parts are read, the text and where its links lead; pictures, comments, macros and what else is in
 * it are left alone. The text is read tag by tag: a parser of the browser's own would be handed a string that somebody
 * else wrote, which the page's rules (Trusted Types) forbid. Nothing is looked up and no entity is declared.
 */

import { unzipSync } from "fflate";

const TEXT = "word/document.xml";
const LINKS = "word/_rels/document.xml.rels";
const LONGEST_TEXT = 20_000_000; // bytes of XML: far beyond any note, far below what would fill the memory

/** The text as Markdown; null for what is no document of this kind, or larger inside than any note. */
export function markdownOf(file: Uint8Array): string | null {
  try {
    const parts = unzipSync(file, {
      filter: ({ name, originalSize }) => (name === TEXT || name === LINKS) && originalSize <= LONGEST_TEXT,
    });
    const text = parts[TEXT];
    if (!text) return null;
    return new Converting(linksIn(decoded(parts[LINKS] ?? new Uint8Array()))).convert(decoded(text));
  } catch {
    return null;
  }
}

const decoded = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

interface Tag {
  name: string;
  opens: boolean;
  closes: boolean;
  attributes: Map<string, string>;
}

const PIECE = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|</g;

/** Tags and text one after the other. Throws at a declaration of a document type, and at what is no XML. */
function* pieces(xml: string): Generator<Tag | string> {
  for (const found of xml.matchAll(PIECE)) {
    const [whole, cdata, slash, name, attributes, empty, text] = found;
    if (cdata !== undefined) yield cdata;
    else if (text !== undefined) yield unescaped(text);
    else if (name !== undefined) yield { name, opens: !slash, closes: Boolean(slash || empty), attributes: attributesIn(attributes ?? "") };
    else if (whole === "<") throw new SyntaxError("This is no XML that is read here.");
  }
}

function attributesIn(text: string): Map<string, string> {
  const found = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map([...found].map(([, name = "", double, single]) => [name, unescaped(double ?? single ?? "")]));
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

function linksIn(xml: string): Map<string, string> {
  const links = new Map<string, string>();
  for (const piece of pieces(xml)) {
    if (typeof piece === "string" || piece.name !== "Relationship") continue;
    const [id, address] = [piece.attributes.get("Id"), piece.attributes.get("Target")];
    if (id && address && piece.attributes.get("TargetMode") === "External") links.set(id, address);
  }
  return links;
}

interface Run {
  text: string;
  strong: boolean;
  emphasised: boolean;
  link: string;
}

/** Words write styles by name in their own language: "Heading2", "Otsikko2", "Rubrik2"; a title has no number. */
const HEADING = /^(?:heading|otsikko|rubrik)\s*(\d)?$|^(title)$/i;

class Converting {
  private readonly lines: string[] = [];
  private runs: Run[] = [];
  private level = 0;
  private item = false;
  private link = "";
  private strong = false;
  private emphasised = false;
  private inText = false;
  private inParagraph = false;
  private depth: string[] = [];

  constructor(private readonly links: ReadonlyMap<string, string>) {}

  convert(xml: string): string | null {
    let isDocument = false;
    for (const piece of pieces(xml)) {
      if (typeof piece === "string") {
        if (this.inText && this.inParagraph) this.say(piece);
        continue;
      }
      isDocument ||= piece.name === "w:document";
      if (piece.opens) this.begin(piece);
      if (piece.closes) this.end(piece.name);
    }
    return isDocument ? this.written() : null;
  }

  private begin({ name, closes, attributes }: Tag): void {
    const value = attributes.get("w:val") ?? "";
    const isOn = !["0", "false", "none", "off"].includes(value);
    if (!closes) this.depth.push(name);
    if (name === "w:p") this.startParagraph();
    else if (name === "w:pStyle") this.styled(value);
    else if (name === "w:outlineLvl" && /^[0-8]$/.test(value)) this.level = Number(value) + 1;
    else if (name === "w:numPr") this.item = true;
    else if (name === "w:hyperlink") this.link = this.links.get(attributes.get("r:id") ?? "") ?? "";
    else if (name === "w:r") this.strong = this.emphasised = false;
    else if (name === "w:b" && this.depth.includes("w:r")) this.strong = isOn;
    else if (name === "w:i" && this.depth.includes("w:r")) this.emphasised = isOn;
    else if (name === "w:t") this.inText = !closes;
    else if (name === "w:br" || name === "w:cr") this.say("\n");
    else if (name === "w:tab" && this.depth.includes("w:r")) this.say(" ");
    else if (name === "w:noBreakHyphen") this.say("‑");
  }

  private end(name: string): void {
    if (this.depth.at(-1) === name) this.depth.pop();
    if (name === "w:t") this.inText = false;
    else if (name === "w:hyperlink") this.link = "";
    else if (name === "w:p") this.endParagraph();
  }

  private startParagraph(): void {
    this.endParagraph();
    [this.runs, this.level, this.item, this.inParagraph] = [[], 0, false, true];
  }

  private styled(style: string): void {
    const heading = HEADING.exec(style);
    if (heading) this.level = Number(heading[1] ?? 1);
    else if (/^(list|luettelo|lista)/i.test(style)) this.item = true;
  }

  private say(text: string): void {
    const last = this.runs.at(-1);
    const { strong, emphasised, link } = this;
    if (last && last.strong === strong && last.emphasised === emphasised && last.link === link) last.text += text;
    else this.runs.push({ text, strong, emphasised, link });
  }

  private endParagraph(): void {
    if (!this.inParagraph) return;
    this.inParagraph = false;
    const heading = this.level > 0 && !this.item;
    const text = this.runs.map((run) => marked(run, heading)).join("").trim();
    const one = text.replace(/\s*\n\s*/g, " ");
    if (!text) this.lines.push("");
    else if (heading) this.lines.push("", `${"#".repeat(Math.min(this.level, 3))} ${one}`, "");
    else if (this.item) this.lines.push(`- ${one}`);
    else this.lines.push("", text, "");
    if (text && this.item) this.lines.push("\u0000"); // keeps items together, see `written`
  }

  private written(): string {
    const text = this.lines.join("\n");
    return text.replace(/\n?\u0000\n(?=- )/g, "\n").replace(/\u0000/g, "").replace(/\n{3,}/g, "\n\n").trim();
  }
}

/** A run with its marks round the words, not round the spaces beside them. */
function marked({ text, strong, emphasised, link }: Run, heading: boolean): string {
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (!words) return text;
  if (link && /^(https?:\/\/|mailto:)[^\s()]+$/.test(link) && !/[[\]\n]/.test(words)) return `${before}[${words}](${link})${after}`;
  if (heading || words.includes("*") || words.includes("\n")) return text;
  const mark = strong ? "**" : emphasised ? "*" : "";
  return `${before}${mark}${words}${mark}${after}`;
}
