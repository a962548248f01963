/**
 * Files that belong to notes: sealed whole, sent and fetched in parts, opened only when every byte is there.
 *
 * A picture is drawn anew before it is sealed, which takes out where and with what it was taken.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "@scure/base";
import { paddedLength } from "../../core/padme";
import { Refusal } from "../../core/refusal";
import { NotGranted } from "../api";
import type { Attached } from "../attached";
import type { Session } from "../session";

export const LARGEST = 20 * 1024 * 1024; // bytes
export const PART = 1 << 20; // bytes; the server counts with the same
const WIDEST = 2000; // pixels of a picture's longer edge
const LONGEST_NAME = 120; // signs

/** A file on its way: sealed here, and so far sent. */
interface Leaving {
  space: string;
  sealed: Blob;
  attached: Attached;
}

export class Files {
  private readonly leaving = new Map<string, Leaving>();

  constructor(private readonly session: Session) {}

  /** Seal a file for a circle; nothing is sent yet. Gives how many parts it will take. */
  async take(space: string, file: File): Promise<{ id: string; parts: number }> {
    if (file.size > LARGEST) throw new NotGranted("file-too-large");
    const { plain, name } = await redrawn(file);
    const found = await this.session.space(space);
    const filling = new Uint8Array(paddedLength(plain.size) - plain.size);
    const { sealed, epoch } = await found.sealLarge(new Blob([plain, filling]));
    const id = crypto.randomUUID();
    const picture = plain.type.startsWith("image/");
    const attached = { id, name, picture, size: plain.size, sealedSize: sealed.size, mark: await markOf(sealed), epoch };
    this.leaving.set(id, { space, sealed, attached });
    return { id, parts: Math.ceil(sealed.size / PART) };
  }

  /** Send the next part that is not there yet; null when none is missing. After a broken line, simply ask again. */
  async send(id: string): Promise<{ sent: number; parts: number } | null> {
    const { space, sealed, attached } = this.on(id);
    const { api } = this.session;
    const { parts: there } = await api.announceFile(id, { space, epoch: attached.epoch, size: sealed.size });
    const parts = Math.ceil(sealed.size / PART);
    const next = Array.from({ length: parts }, (_, number) => number).find((number) => !there.includes(number));
    if (next === undefined) return null;
    await api.keepPart(id, next, sealed.slice(next * PART, (next + 1) * PART));
    return { sent: there.length + 1, parts };
  }

  /** What stands of a sent file in its note. */
  sent(id: string): Attached {
    const { attached } = this.on(id);
    this.leaving.delete(id);
    return attached;
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
    this.leaving.delete(id);
    try {
      await this.session.api.eraseFile(id);
    } catch (fault) {
      if (!(fault instanceof NotGranted && fault.code === "not-there")) throw fault;
    }
  }

  private on(id: string): Leaving {
    const found = this.leaving.get(id);
    if (!found) throw new NotGranted("not-there");
    return found;
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
