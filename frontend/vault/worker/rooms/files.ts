/**
 * Attachments: sealed here, sent and fetched in parts. Name, kind and size stand in the sealed note alone, with the hash
 * of the sealed bytes: another file in its place, or half of one, is refused before anything of it is shown.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "@scure/base";
import { paddedLength } from "../../core/padme";
import { Refusal } from "../../core/refusal";
import type { FileRef } from "../../drafts/note";
import { NotGranted } from "../api";
import type { Session } from "../session";

export const LARGEST_FILE = 20 * 1024 * 1024;
export const PART = 1 << 20;
const EDGE = 2000; // px of the longer side of a photo
const QUALITY = 0.85;
const AT_ONCE = 4;

interface Sending {
  space: string;
  ref: FileRef;
  sealed: Blob;
  left: number[];
}

export class Files {
  private readonly sendings = new Map<string, Sending>();

  constructor(private readonly session: Session) {
    session.alsoForget.push(() => this.sendings.clear());
  }

  /** Seal a file for a circle; nothing is sent yet. A photo is drawn anew first: what else its file held is gone. */
  async prepare(space: string, file: Blob, name: string): Promise<FileRef> {
    const plain = (await drawnAnew(file)) ?? file.slice(0, file.size, "application/octet-stream");
    if (plain.size > LARGEST_FILE) throw new NotGranted("file-too-large");
    const filled = new Blob([plain, new Uint8Array(paddedLength(plain.size) - plain.size)]);
    const { sealed, epoch } = await (await this.session.space(space)).sealFile(filled);
    const ref: FileRef = {
      id: crypto.randomUUID(), name: name.slice(0, 200), type: plain.type, size: plain.size, sealed: sealed.size, hash: await hashOf(sealed), epoch,
    };
    this.sendings.set(ref.id, { space, ref, sealed, left: [...partsOf(ref).keys()] });
    return ref;
  }

  /** Send the next part. Gives how many are still to be sent; call again until none is. */
  async sendNext(id: string): Promise<number> {
    const sending = this.sending(id);
    const [number] = sending.left;
    if (number === undefined) return 0;
    const { space, ref, sealed } = sending;
    const [start, end] = partsOf(ref)[number] ?? [0, 0];
    await this.session.api.keepPart(id, number, { space, epoch: ref.epoch, of: partsOf(ref).length }, sealed.slice(start, end));
    sending.left = sending.left.filter((one) => one !== number);
    if (sending.left.length === 0) this.sendings.delete(id);
    return sending.left.length;
  }

  /** After a lost connection: what the server has need not be sent again. Gives how many parts are left. */
  async resume(id: string): Promise<number> {
    const sending = this.sending(id);
    try {
      const { parts } = await this.session.api.partsKept(id);
      sending.left = [...partsOf(sending.ref).keys()].filter((number) => !parts.includes(number));
    } catch (fault) {
      if (!(fault instanceof NotGranted && fault.code === "not-there")) throw fault;
    }
    return Math.max(1, sending.left.length); // one is sent once more when only the last answer was lost
  }

  /** The file as it was attached; refuses (`form`) anything that is not exactly that, and shows nothing of it. */
  async fetch(space: string, ref: FileRef): Promise<Blob> {
    const places = [...partsOf(ref).keys()];
    const parts: Blob[] = [];
    for (let from = 0; from < places.length; from += AT_ONCE) {
      parts.push(...(await Promise.all(places.slice(from, from + AT_ONCE).map((number) => this.session.api.fetchPart(ref.id, number)))));
    }
    const sealed = new Blob(parts);
    if (sealed.size !== ref.sealed || (await hashOf(sealed)) !== ref.hash) throw new Refusal("form");
    const plain = await (await this.session.space(space)).openFile(sealed, ref.epoch);
    if (plain.size < ref.size) throw new Refusal("form");
    return plain.slice(0, ref.size, isPhoto(ref.type) ? ref.type : "application/octet-stream");
  }

  async erase(id: string): Promise<void> {
    this.sendings.delete(id);
    await this.session.api.eraseFile(id);
  }

  private sending(id: string): Sending {
    const found = this.sendings.get(id);
    if (!found) throw new NotGranted("not-there");
    return found;
  }
}

/** The kinds that we draw ourselves; anything else is never shown within a page. */
export const isPhoto = (type: string): boolean => type === "image/webp" || type === "image/jpeg";

function partsOf({ sealed }: FileRef): [start: number, end: number][] {
  return Array.from({ length: Math.ceil(sealed / PART) }, (_, place) => [place * PART, Math.min(sealed, (place + 1) * PART)]);
}

async function hashOf(blob: Blob): Promise<string> {
  const hash = sha256.create();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hex.encode(hash.digest());
    hash.update(value);
  }
}

/** A photo as its dots alone, upright and no larger than it is looked at; null for anything that is no photo here. */
async function drawnAnew(file: Blob): Promise<Blob | null> {
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml" || !("OffscreenCanvas" in self)) return null;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  for (const type of ["image/webp", "image/jpeg"]) {
    const drawn = await canvas.convertToBlob({ type, quality: QUALITY });
    if (drawn.type === type) return drawn;
  }
  return null;
}
