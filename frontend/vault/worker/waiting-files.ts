/**
 * Files that were sealed and not wholly sent, on the person's own device: their sealed bytes, and what belongs to them
 * (the name, the note, how many bytes) sealed to the person alone, as a draft is. Which parts have come the server tells.
 */

import type { Json } from "../core/bytes";
import { type Header, isRecord, openDocument, sealDocument } from "../core/envelope";
import { Refusal } from "../core/refusal";
import { type Drafts, onDisk } from "../drafts/store";
import { type Attached, readAttached, written } from "./attached";
import { minute } from "./minute";
import type { Session } from "./session";

/** A file on its way: sealed here, and so far sent. */
export interface Leaving {
  space: string;
  note: string;
  attached: Attached;
}

/** How it lies here: what belongs to it and its bytes, each sealed, together or not at all. */
export interface Waiting {
  slip: Uint8Array;
  sealed: Blob;
}

const PLACE = { epoch: 1, kind: "draft" } as const;

export class WaitingFiles {
  constructor(
    private readonly session: Session,
    private readonly kept: Drafts<Waiting> = onDisk<Waiting>("tuokio-files"),
  ) {}

  async keep({ space, note, attached }: Leaving, sealed: Blob): Promise<void> {
    const { instance, person, keys, held } = this.session.opened();
    const header: Omit<Header, "v" | "suite"> = {
      ...PLACE, instance, space: person, doc: attached.id, rev: 1, prev: null, author: person, at: minute(),
    };
    const body: Json = { v: 1, space, note, files: written([attached]) };
    const slip = await sealDocument(header, body, { signWith: held.sign, recipient: keys.recipient });
    await this.kept.put(person, attached.id, { slip, sealed });
  }

  async drop(id: string): Promise<void> {
    await this.kept.drop(this.session.opened().person, id);
  }

  async bytesOf(id: string): Promise<Blob | undefined> {
    return (await this.kept.one(this.session.opened().person, id))?.sealed;
  }

  /** One's own of this device. What does not open is left where it is, and not shown. */
  async mine(): Promise<Leaving[]> {
    const { instance, person, keys, held } = this.session.opened();
    const found: Leaving[] = [];
    for (const { id, sealed: { slip } } of await this.kept.all(person)) {
      try {
        const place = { ...PLACE, instance, space: person, doc: id };
        const { body } = await openDocument(slip, [held.root], { place, lastSeen: 0, authors: new Map([[person, keys.verify]]) });
        found.push(read(body, id));
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault;
      }
    }
    return found;
  }
}

function read(body: Json, id: string): Leaving {
  if (!isRecord(body) || body["v"] !== 1) throw new Refusal("form");
  const [attached] = readAttached(body["files"]);
  const { space, note } = body;
  if (attached?.id !== id || typeof space !== "string" || typeof note !== "string") throw new Refusal("form");
  return { space, note, attached };
}
