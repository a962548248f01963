/**
 * Opening an export: the key file with the person's words, the list by the key file, each file by the list, each
 * circle by its signed members, each document by its signature. What fails is named and not shown.
 */

import { digest, type Json } from "../core/bytes";
import { isRecord, type Kind, openDocument } from "../core/envelope";
import { noteOf } from "../drafts/note";
import { type Branch, stateIn, treeOf } from "../drafts/work-words";
import { followLog, type MemberLog } from "../core/member-log";
import { readRecoveryCode } from "../core/recovery-code";
import { type Reason, Refusal } from "../core/refusal";
import { openWith, openWithCode, recipientOf } from "../core/sealing";
import { readPassphrase } from "../core/words";
import { type Called, filePath, KEY_FILE, type KeyFile, LIST, type ListedFile, type Manifest, membersPath, readKeyFile, readManifest } from "../leaving/layout";
import type { Package } from "./package";

export interface ReadFile {
  name: string;
  /** Its bytes. Refuses what is not the file that the note names. */
  open: () => Promise<Uint8Array>;
}

export interface ReadDocument {
  id: string;
  files: ReadFile[];
  kind: Kind;
  title: string;
  text: string;
  /** What a tool of the workroom holds, where it is one's. */
  tree?: Branch[];
  author: string;
  /** When it was written at first (by the circle's index), and when it was changed. */
  made: string;
  at: string;
}

export interface ReadCircle {
  id: string;
  kind: MemberLog["kind"];
  name: string;
  readers: string[];
  documents: ReadDocument[];
  /** What could not be verified, and why. */
  refused: { path: string; reason: Reason }[];
}

/** Refuses (`recipient`) wrong words, and (`form`) an export that is not as it was made. */
export async function opened(pack: Package, typed: string): Promise<ReadCircle[]> {
  const code = readRecoveryCode(typed) ?? readPassphrase(typed);
  return circlesOf(pack, readKeyFile(text(await openWithCode(code, await pack.read(KEY_FILE)))));
}

/** What the keys open. Refuses (`form`) an export that is not as it was made. */
export async function circlesOf(pack: Package, keys: KeyFile): Promise<ReadCircle[]> {
  const listBytes = await pack.read(LIST);
  if (digest(listBytes) !== keys.list) throw new Refusal("form");
  const manifest = readManifest(text(listBytes));
  const byRecipient = new Map<string, string>();
  for (const identity of keys.identities) byRecipient.set(await recipientOf(identity), identity);
  const reading = new Reading(pack, manifest, byRecipient);
  return Promise.all(manifest.spaces.map((space) => reading.circle(space, keys.called.find(({ id }) => id === space.id))));
}

class Reading {
  constructor(
    private readonly pack: Package,
    private readonly manifest: Manifest,
    private readonly identities: ReadonlyMap<string, string>,
  ) {}

  async circle({ id, head }: Manifest["spaces"][number], called: Called | undefined): Promise<ReadCircle> {
    const entries = JSON.parse(text(await this.whole(membersPath(id)))) as unknown[];
    const log = await followLog(entries, { space: id, instance: this.manifest.instance, seen: { length: entries.length, head } });
    const people = called?.people ?? {};
    const readers = [...[...log.members.keys()].map((member) => people[member] ?? ""), log.escrow?.name ?? ""].filter(Boolean);
    const circle: ReadCircle = { id, kind: log.kind, name: called?.name ?? "", readers, documents: [], refused: [] };
    const made = new Map<string, string>();
    for (const file of this.manifest.files.filter(({ space, kind }) => space === id && kind && kind !== "file")) {
      try {
        const { body, header } = await this.document(log, file);
        if (header.kind === "index") for (const [doc, when] of listedIn(body)) made.set(doc, when);
        else if (header.kind !== "work" || isTools(body)) circle.documents.push({ id: header.doc, kind: header.kind, ...words(body), files: this.files(log, body), author: people[header.author] ?? "", made: "", at: header.at });
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault;
        circle.refused.push({ path: file.path, reason: fault.reason });
      }
    }
    for (const one of circle.documents) one.made = made.get(one.id) ?? one.at;
    circle.documents.sort((one, other) => other.made.localeCompare(one.made));
    return circle;
  }

  private async document(log: MemberLog, { path, id = "", kind, epoch = 0, rev = 0 }: ListedFile) {
    const made = log.epochs[epoch - 1];
    const key = made && this.identities.get(made.recipient);
    if (!key) throw new Refusal("recipient");
    const place = { instance: this.manifest.instance, space: log.space, epoch, doc: id, kind: kind as Kind };
    const authors = new Map([...made.members].map(([member, { verify }]) => [member, verify]));
    return openDocument(await this.whole(path), [key], { place, lastSeen: rev, authors });
  }

  private files(log: MemberLog, body: Json): ReadFile[] {
    const named = isRecord(body) && Array.isArray(body["files"]) ? (body["files"] as unknown[]) : [];
    return named.flatMap((one) => {
      if (!isRecord(one)) return [];
      const { id, name, size, epoch, mark } = one;
      if (typeof id !== "string" || typeof name !== "string" || typeof size !== "number" || typeof epoch !== "number") return [];
      return [{ name, open: () => this.file(log, { id, size, epoch, mark }) }];
    });
  }

  /** A file was filled up before it was sealed: its note says where it ends. */
  private async file(log: MemberLog, { id, size, epoch, mark }: { id: string; size: number; epoch: number; mark: unknown }): Promise<Uint8Array> {
    const sealed = await this.whole(filePath(log.space, id));
    const key = this.identities.get(log.epochs[epoch - 1]?.recipient ?? "");
    if (!key) throw new Refusal("recipient");
    if (digest(sealed) !== mark) throw new Refusal("context");
    const plain = await openWith([key], sealed);
    if (plain.length < size) throw new Refusal("form");
    return plain.subarray(0, size);
  }

  /** A file that is as the list says. */
  private async whole(path: string): Promise<Uint8Array> {
    const bytes = await this.pack.read(path);
    if (digest(bytes) !== this.manifest.files.find((file) => file.path === path)?.sha256) throw new Refusal("form");
    return bytes;
  }
}

function words(body: Json): Pick<ReadDocument, "title" | "text" | "tree"> {
  const { title, text: said, rest } = noteOf(body);
  const state = stateIn(rest);
  return { title, text: said, ...(state !== undefined && { tree: treeOf(state).flatMap(({ below }) => below) }) };
}

/** What a meeting's phones were asked stands in a document of its own, and in the tools' as well: that one is left out. */
const isTools = (body: Json): boolean => stateIn(noteOf(body).rest) !== undefined;

function listedIn(body: Json): [string, string][] {
  const documents = isRecord(body) && Array.isArray(body["documents"]) ? (body["documents"] as unknown[]) : [];
  return documents.flatMap((one) =>
    isRecord(one) && typeof one["id"] === "string" && typeof one["made"] === "string" ? [[one["id"], one["made"]] as [string, string]] : [],
  );
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
