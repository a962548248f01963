/**
 * Going on for a supervisor who cannot: an envelope with the keys of chosen notes, sealed to a printed sheet, and that
 * again to the successor. Each of the two alone opens nothing, the server less than nothing (confidentiality 3.4).
 *
 * Inside stands a plain age identity file, so that two calls of `age -d` lead to the notes without any of this.
 */

import { digest, fromBase64, toBase64, utf8 } from "../../core/bytes";
import { openDocument } from "../../core/envelope";
import { followLog, type MemberLog } from "../../core/member-log";
import { Refusal } from "../../core/refusal";
import { newIdentity, openWith, recipientOf, sealTo } from "../../core/sealing";
import { checkWords } from "../../core/words";
import { type GivenSpace, NotGranted, type SuccessionStanding } from "../api";
import { readIndex } from "../index-document";
import type { Session } from "../session";

const FORM = "# tuokio-succession-v1";
const SHEET = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

export interface GivenNote {
  title: string;
  text: string;
  at: string;
}

export interface GivenNotes {
  name: string;
  kind: string;
  notes: GivenNote[];
  /** How many were there and could not be opened or verified. */
  closed: number;
}

export class Succession {
  private offered: { sheet: string; sealed: string; recipient: string } | null = null;

  constructor(private readonly session: Session) {
    session.alsoForget.push(() => {
      this.offered = null;
    });
  }

  standing = (): Promise<SuccessionStanding> => this.session.api.succession();
  name = (successor: string, second: string): Promise<SuccessionStanding> => this.session.api.nameSuccessor({ successor, second });
  end = (): Promise<SuccessionStanding> => this.session.api.endSuccession();
  ask = (of: string): Promise<SuccessionStanding> => this.session.api.askRelease(of);
  agree = (id: string): Promise<SuccessionStanding> => this.session.api.agreeToRelease(id);
  stop = (id: string): Promise<SuccessionStanding> => this.session.api.stopRelease(id);

  /** Four words of a public key, to compare with the one whose it is: the server could name another's. */
  keyWords(recipient: string | null, list: readonly string[]): string {
    return checkWords(digest(utf8(recipient ?? this.session.opened().keys.recipient)), list).join(" ");
  }

  /** Seal the keys of these spaces; gives the sheet to print. Nothing is sent before it was shown to be at hand. */
  async offer(recipient: string, spaces: readonly string[]): Promise<string> {
    const found: string[] = [];
    for (const id of spaces) found.push(...(await this.keysOf(id)));
    if (found.length === 0) throw new NotGranted("nothing-offered");
    const sheet = await newIdentity();
    this.offered = { sheet, recipient, sealed: toBase64(await sealedEnvelope(found, { sheet: await recipientOf(sheet), successor: recipient })) };
    return shownSheet(sheet);
  }

  /** Keep the envelope once the last signs of the sheet were typed from paper. */
  async keep(typed: string): Promise<SuccessionStanding> {
    if (!this.offered) throw new NotGranted("nothing-offered");
    const { sheet, sealed, recipient } = this.offered;
    if (typed.replace(/\s/g, "").toUpperCase() !== sheet.slice(-8)) throw new NotGranted("sheet-differs");
    const standing = await this.session.api.keepEnvelope({ recipient, sealed });
    this.offered = null;
    return standing;
  }

  /** Open an envelope that was given, with the sheet, and read what its keys open. Refuses (`recipient`) another sheet. */
  async open(release: string, typed: string): Promise<GivenNotes[]> {
    const sheet = readSheet(typed);
    if (sheet === null) throw new NotGranted("no-sheet");
    const me = this.session.opened();
    const given = await this.session.api.release(release);
    const keys = await openedEnvelope(fromBase64(given.sealed), { successor: me.held.root, sheet });
    const read = (space: GivenSpace): Promise<GivenNotes> =>
      readSpace(space, { keys, instance: me.instance, fetch: (id) => this.session.api.releasedDocument(release, id) });
    return Promise.all(given.spaces.filter(({ id }) => keys.has(id)).map(read));
  }

  private async keysOf(id: string): Promise<string[]> {
    const { kind, keys } = await this.session.api.space(id);
    if (kind !== "own" && kind !== "group") throw new NotGranted("not-there");
    const lines: string[] = [];
    for (const { epoch, sealed } of keys) {
      const identity = new TextDecoder().decode(await openWith([this.session.opened().held.root], fromBase64(sealed)));
      lines.push(`# ${id} ${epoch}`, identity);
    }
    return lines;
  }
}

/** The sheet as it is printed: in groups, so that it can be read aloud and typed. */
export const shownSheet = (sheet: string): string => `${sheet.slice(0, 16)} ${(sheet.slice(16).match(/.{1,4}/g) ?? []).join(" ")}`;

/** What somebody typed from the sheet; null when it is none. */
export function readSheet(typed: string): string | null {
  const plain = typed.replace(/\s/g, "").toUpperCase();
  return SHEET.test(plain) ? plain : null;
}

/** An age file for the successor, in it an age file for the sheet, in that the keys as an identity file. */
export async function sealedEnvelope(lines: readonly string[], to: { sheet: string; successor: string }): Promise<Uint8Array> {
  const inner = await sealTo([to.sheet], utf8(`${[FORM, ...lines].join("\n")}\n`));
  return sealTo([to.successor], inner);
}

/** The keys by space and epoch. Refuses (`recipient`) when either of the two is another, and (`form`) what is no envelope. */
export async function openedEnvelope(
  sealed: Uint8Array,
  by: { successor: string | CryptoKey; sheet: string },
): Promise<Map<string, Map<number, string>>> {
  const inner = await openWith([by.successor], sealed);
  const [form, ...lines] = new TextDecoder().decode(await openWith([by.sheet], inner)).trimEnd().split("\n");
  if (form !== FORM || lines.length % 2 !== 0) throw new Refusal("form");
  const found = new Map<string, Map<number, string>>();
  for (let at = 0; at < lines.length; at += 2) {
    const [, space, epoch] = /^# ([0-9a-f-]{1,64}) (\d{1,9})$/.exec(lines[at] ?? "") ?? [];
    const identity = lines[at + 1] ?? "";
    if (space === undefined || epoch === undefined || !SHEET.test(identity)) throw new Refusal("form");
    found.set(space, (found.get(space) ?? new Map<number, string>()).set(Number(epoch), identity));
  }
  return found;
}

interface Reading {
  keys: Map<string, Map<number, string>>;
  instance: string;
  fetch: (id: string) => Promise<Uint8Array>;
}

/** A space of the supervisor's: its list followed, each key held against it, each note against its place and author. */
async function readSpace(space: GivenSpace, { keys, instance, fetch }: Reading): Promise<GivenNotes> {
  const log = await followLog(space.entries.map((entry) => JSON.parse(entry) as unknown), { space: space.id, instance });
  const mine = keys.get(space.id) ?? new Map<number, string>();
  const index = space.documents.find(({ id }) => id === space.id);
  const titles = index ? readIndex(await opened(index)).documents : new Map<string, { title: string; changed: string }>();
  const found: GivenNotes = { name: space.name, kind: space.kind, notes: [], closed: 0 };
  for (const one of space.documents.filter(({ kind }) => kind === "note")) {
    try {
      const body = await opened(one);
      const text = body !== null && typeof body === "object" && !Array.isArray(body) ? body["text"] : "";
      const listed = titles.get(one.id);
      found.notes.push({ title: listed?.title ?? "", text: typeof text === "string" ? text : "", at: listed?.changed ?? "" });
    } catch {
      found.closed += 1;
    }
  }
  return found;

  async function opened({ id, kind, epoch }: GivenSpace["documents"][number]) {
    const key = await keyOf(mine, log, epoch);
    const authors = new Map([...(log.epochs[epoch - 1]?.members ?? [])].map(([member, { verify }]) => [member, verify]));
    const place = { instance, space: space.id, epoch, doc: id, kind };
    return (await openDocument(await fetch(id), [key], { place, lastSeen: 0, authors })).body;
  }
}

async function keyOf(keys: Map<number, string>, log: MemberLog, epoch: number): Promise<string> {
  const key = keys.get(epoch);
  if (!key || (await recipientOf(key)) !== log.epochs[epoch - 1]?.recipient) throw new Refusal("recipient");
  return key;
}
