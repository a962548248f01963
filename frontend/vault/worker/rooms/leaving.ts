/** Taking one's notes along: everything that one can open, still sealed, in one zip that needs no Tuokio. */

import { Zip, ZipPassThrough } from "fflate";
import { digest, fromBase64, utf8 } from "../../core/bytes";
import type { Kind } from "../../core/envelope";
import { readRecoveryCode } from "../../core/recovery-code";
import { sealWithCode } from "../../core/sealing";
import { newPassphrase, readPassphrase } from "../../core/words";
import { openedWithCode } from "../../keys/secret";
import {
  type Called, documentPath, filePath, KEY_FILE, LIST, type ListedFile, type ListedSpace, type Manifest, membersPath, READ_ME, READER, writtenKeyFile,
} from "../../leaving/layout";
import { NotGranted } from "../api";
import { minute } from "../minute";
import type { Session } from "../session";
import type { Space } from "../space";

/** What the export is locked with: a code of one's own that is at hand, or six words made for it. */
export type Lock = { kind: "passphrase" | "recovery"; typed: string } | { kind: "new"; words: readonly string[] };

/** What lies in every export beside the notes: how to open it, and the reader. */
export interface Beside {
  readMe: Uint8Array;
  reader: Uint8Array;
}

export interface Export {
  zip: Blob;
  documents: number;
  files: number;
  /** How many are in it that could not be verified. */
  refused: number;
  /** How many circles could not be opened, and are not in it. */
  closed: number;
  /** The words that open it, when they were made for it; else null. */
  words: string | null;
}

export class Leaving {
  constructor(private readonly session: Session) {}

  /** Everything. Refuses (`recipient`) a code that is not one's own, and (`offline`) rather than leave something out. */
  async everything(lock: Lock, beside: Beside): Promise<Export> {
    const code = await this.codeOf(lock);
    const { instance } = this.session.opened();
    const pack = new Pack();
    pack.add(READ_ME, beside.readMe);
    pack.add(READER, beside.reader);
    const [identities, called]: [string[], Called[]] = [[], []];
    const [spaces, { found, closed }] = [[] as ListedSpace[], await this.spaces()];
    for (const space of found) {
      spaces.push({ id: space.whole.id, kind: space.log.kind, head: space.log.head });
      identities.push(...(await space.identities()));
      called.push({ id: space.whole.id, name: space.whole.process?.name ?? "", people: space.whole.people });
      await this.put(pack, space);
    }
    const list: Manifest = { v: 1, made: minute(), instance, spaces, files: pack.listed };
    const manifest = utf8(`${JSON.stringify(list, null, 1)}\n`);
    if (identities.length === 0) throw new NotGranted("nothing-to-take");
    const keys = writtenKeyFile({ list: digest(manifest), called, identities });
    pack.add(KEY_FILE, await sealWithCode(code, utf8(keys)));
    pack.add(LIST, manifest);
    const zip = pack.end();
    await this.session.api.tookAlong();
    const kinds = list.files.filter(({ kind }) => kind && kind !== "index");
    return {
      zip, closed,
      files: kinds.filter(({ kind }) => kind === "file").length,
      documents: kinds.filter(({ kind }) => kind !== "file").length,
      refused: kinds.filter(({ refused }) => refused).length,
      words: lock.kind === "new" ? code : null,
    };
  }

  /** Held against the person's own way of opening: an export locked with a slip of the finger would be lost. */
  private async codeOf(lock: Lock): Promise<string> {
    if (lock.kind === "new") return newPassphrase(lock.words);
    const code = lock.kind === "passphrase" ? readPassphrase(lock.typed) : readRecoveryCode(lock.typed);
    if (code === null) throw new NotGranted("no-code");
    const way = this.session.known().ways.find(({ kind }) => kind === lock.kind);
    if (!way) throw new NotGranted("no-such-way");
    await openedWithCode(fromBase64(way.sealed), code);
    return code;
  }

  private async spaces(): Promise<{ found: Space[]; closed: number }> {
    const found: Space[] = [];
    let closed = 0;
    for (const { id } of (await this.session.api.spaces()).spaces) {
      try {
        found.push(await this.session.reopen(id));
      } catch (fault) {
        if (fault instanceof NotGranted) throw fault;
        closed += 1;
      }
    }
    return { found, closed };
  }

  /** Null for what was erased since it was listed, and for what was written before one's time: one has no key for it. */
  private async kept(space: Space, id: string, kind: Kind): Promise<Awaited<ReturnType<Space["asKept"]>> | null> {
    try {
      const found = await space.asKept(id, kind);
      return found.refused === "recipient" ? null : found;
    } catch (fault) {
      if (fault instanceof NotGranted && fault.code === "not-there") return null;
      throw fault;
    }
  }

  private async put(pack: Pack, space: Space): Promise<void> {
    const { id, entries, documents } = space.whole;
    pack.add(membersPath(id), utf8(`${JSON.stringify(entries.map((text) => JSON.parse(text) as unknown), null, 1)}\n`), { space: id });
    for (const one of documents) {
      const found = await this.kept(space, one.id, one.kind as Kind);
      if (!found) continue;
      const { sealed, rev, epoch, refused } = found;
      const about = { space: id, id: one.id, kind: one.kind as Kind, epoch, rev, ...(refused ? { refused } : {}) };
      pack.add(documentPath(id, one.id), sealed, about);
    }
    for (const file of await this.session.api.filesOf(id)) {
      const parts: Uint8Array[] = [];
      for (let number = 0; number < file.parts; number += 1) parts.push(await this.session.api.part(file.id, number));
      pack.add(filePath(id, file.id), joined(parts), { space: id, id: file.id, kind: "file", epoch: file.epoch });
    }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

/** A zip that grows file by file. What is sealed does not shrink, so nothing is squeezed. */
class Pack {
  readonly listed: ListedFile[] = [];
  private zip = new Blob();
  private chunks: Uint8Array<ArrayBuffer>[] = [];
  private readonly into = new Zip((fault, chunk) => {
    if (fault) throw fault;
    this.chunks.push(new Uint8Array(chunk));
  });

  add(path: string, content: Uint8Array, about: Partial<ListedFile> = {}): void {
    const file = new ZipPassThrough(path);
    file.mtime = "2000-01-01T00:00:00"; // when one wrote is nobody's business but the documents' own
    this.into.add(file);
    file.push(content, true);
    if (path !== KEY_FILE && path !== LIST) this.listed.push({ path, sha256: digest(content), size: content.length, ...about });
    this.gather();
  }

  end(): Blob {
    this.into.end();
    this.gather();
    return new Blob([this.zip], { type: "application/octet-stream" });
  }

  /** A browser may keep a large Blob on disk; loose bytes it cannot. */
  private gather(): void {
    this.zip = new Blob([this.zip, ...this.chunks]);
    this.chunks = [];
  }
}
