/**
 * Files that belong to notes: sealed whole, sent and fetched in parts, opened only when every byte is there.
 *
 * A picture is drawn anew before it is sealed, which takes out where and with what it was taken.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "@scure/base";
import { paddedLength } from "../../core/padme";
import { Refusal } from "../../core/refusal";
import { type FileArrived, NotGranted } from "../api";
import type { Attached } from "../attached";
import type { Session } from "../session";
import { type Leaving, WaitingFiles } from "../waiting-files";

export const LARGEST = 20 * 1024 * 1024; // bytes
export const PART = 1 << 20; // bytes; the server counts with the same
const WIDEST = 2000; // pixels of a picture's longer edge
const LONGEST_NAME = 120; // signs

export class Files {
  private readonly leaving = new Map<string, Leaving & { sealed: Blob }>();

  constructor(
    private readonly session: Session,
    private readonly kept = new WaitingFiles(session),
  ) {
    session.alsoForget.push(() => this.leaving.clear());
  }

  /** Seal a file for a note; nothing is sent yet. `lasting`: it waits on this device, should the page close. */
  async take(space: string, note: string, file: File, lasting: boolean): Promise<string> {
    if (file.size > LARGEST) throw new NotGranted("file-too-large");
    const { plain, name } = await redrawn(file);
    const found = await this.session.space(space);
    const filling = new Uint8Array(paddedLength(plain.size) - plain.size);
    const { sealed, epoch } = await found.sealLarge(new Blob([plain, filling]));
    const id = crypto.randomUUID();
    const picture = plain.type.startsWith("image/");
    const attached = { id, name, picture, size: plain.size, sealedSize: sealed.size, mark: await markOf(sealed), epoch };
    const one = { space, note, attached, sealed };
    this.leaving.set(id, one);
    if (lasting) await this.kept.keep(one, sealed).catch(() => undefined); // no room for it: then it waits with the page
    return id;
  }

  /** What was taken and is not wholly sent, of this page and from before it was opened. */
  async waiting(): Promise<{ id: string; space: string; note: string; name: string }[]> {
    const found = [...this.leaving.values(), ...(await this.kept.mine().catch(() => []))];
    return [...new Map(found.map(({ space, note, attached: { id, name } }) => [id, { id, space, note, name }])).values()];
  }

  /** Send the next part that is not there yet; null when none is missing. After a broken line, simply ask again. */
  async send(id: string): Promise<{ sent: number; parts: number } | null> {
    const { parts: there } = await this.announced(await this.on(id));
    const { sealed } = await this.on(id);
    const parts = Math.ceil(sealed.size / PART);
    const next = Array.from({ length: parts }, (_, number) => number).find((number) => !there.includes(number));
    if (next === undefined) return null;
    await this.session.api.keepPart(id, next, sealed.slice(next * PART, (next + 1) * PART));
    return { sent: there.length + 1, parts };
  }

  /** What stands of a sent file in its note. */
  async sent(id: string): Promise<Attached> {
    return (await this.on(id)).attached;
  }

  /** Its note names it, or it is not wanted any more: it waits no longer. */
  async settled(id: string): Promise<void> {
    this.leaving.delete(id);
    await this.kept.drop(id).catch(() => undefined); // a browser without a disk has none there either
  }

  /** A file of a note, whole and verified; a picture as one, everything else as bytes to save. */
  async fetch(space: string, attached: Attached): Promise<Blob> {
    const { id, size, sealedSize, mark, epoch, picture } = attached;
    const hash = sha256.create();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let number = 0; number * PART < sealedSize; number += 1) {
      const part = await this.session.api.part(id, number);
      hash.update(part);
      parts.push(part);
    }
    const sealed = new Blob(parts);
    if (sealed.size !== sealedSize || hex.encode(hash.digest()) !== mark) throw new Refusal("context");
    const plain = await (await this.session.space(space)).openLarge(sealed, epoch);
    if (plain.size < size) throw new Refusal("form");
    return plain.slice(0, size, picture ? "image/jpeg" : "application/octet-stream");
  }

  /** Erase a file at the server, or forget one that was not sent. */
  async erase(id: string): Promise<void> {
    await this.settled(id);
    try {
      await this.session.api.eraseFile(id);
    } catch (fault) {
      if (!(fault instanceof NotGranted && fault.code === "not-there")) throw fault;
    }
  }

  private async on(id: string): Promise<Leaving & { sealed: Blob }> {
    const here = this.leaving.get(id);
    if (here) return here;
    const found = (await this.kept.mine()).find(({ attached }) => attached.id === id);
    const sealed = found && (await this.kept.bytesOf(id));
    if (!found || sealed?.size !== found.attached.sealedSize) throw new NotGranted("not-there");
    this.leaving.set(id, { ...found, sealed });
    return { ...found, sealed };
  }

  /** Say that it comes. What had not begun to come before the key was turned is sealed anew, to the new one. */
  private async announced(one: Leaving & { sealed: Blob }): Promise<FileArrived> {
    const { space, sealed, attached } = one;
    const { api } = this.session;
    try {
      return await api.announceFile(attached.id, { space, epoch: attached.epoch, size: sealed.size });
    } catch (fault) {
      const now = fault instanceof NotGranted && fault.code === "turn-due" ? await this.session.reopen(space) : null;
      if (!now || now.log.epochs.length === attached.epoch) throw fault;
      const anew = await now.sealLarge(await now.openLarge(sealed, attached.epoch));
      const next = { ...attached, epoch: anew.epoch, sealedSize: anew.sealed.size, mark: await markOf(anew.sealed) };
      this.leaving.set(attached.id, { ...one, attached: next, sealed: anew.sealed });
      if (await this.kept.bytesOf(attached.id).catch(() => undefined)) await this.kept.keep({ ...one, attached: next }, anew.sealed);
      return api.announceFile(attached.id, { space, epoch: next.epoch, size: anew.sealed.size });
    }
  }
}

/** A picture drawn anew as a JPEG of at most 2,000 pixels; any other file as it is. */
async function redrawn(file: File): Promise<{ plain: Blob; name: string }> {
  const name = file.name.normalize("NFC").slice(0, LONGEST_NAME);
  if (!/^image\/(jpeg|png|webp|gif|bmp|avif|heic)$/.test(file.type)) return { plain: new Blob([file]), name }; // of no kind: saved only, whatever it calls itself
  try {
    const seen = await createImageBitmap(file);
    const scale = Math.min(1, WIDEST / Math.max(seen.width, seen.height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(seen.width * scale)), Math.max(1, Math.round(seen.height * scale)));
    const pen = canvas.getContext("2d");
    if (!pen) return { plain: new Blob([file]), name };
    pen.fillStyle = "white"; // a JPEG has no see-through
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(seen, 0, 0, canvas.width, canvas.height);
    seen.close();
    const plain = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
    return { plain, name: `${name.replace(/\.\w{1,5}$/, "")}.jpg` };
  } catch {
    return { plain: new Blob([file]), name }; // not a picture after all: kept as bytes, shown by nobody
  }
}

async function markOf(sealed: Blob): Promise<string> {
  const hash = sha256.create();
  for (let start = 0; start < sealed.size; start += PART) {
    hash.update(new Uint8Array(await sealed.slice(start, start + PART).arrayBuffer()));
  }
  return hex.encode(hash.digest());
}
