/**
 * Drafts on this device. Each is an ordinary sealed document to the writer's own key alone: it needs no secret to be
 * written, and only the same person opens it again.
 */

import { type Header, openDocument, sealDocument } from "../../core/envelope";
import { Refusal } from "../../core/refusal";
import { type Draft, markOf, readDraft, writtenDraft } from "../../drafts/draft";
import { type Drafts as Kept, inMemory, onDisk } from "../../drafts/store";
import { minute } from "../minute";
import type { Session } from "../session";

const PLACE = { epoch: 1, kind: "draft" } as const;

export class Drafts {
  private readonly disk: Kept = onDisk();
  private readonly memory: Kept = inMemory();

  constructor(private readonly session: Session) {}

  /** Keep a draft; `lasting` is on disk. `trying` notes what it says as sent. Gives all that was tried. */
  async keep(draft: Draft, trying: boolean, lasting: boolean): Promise<string[]> {
    const { instance, person, keys, held } = this.session.opened();
    const mark = trying ? markOf(draft.note) : null;
    const tried = mark && !draft.tried.includes(mark) ? [...draft.tried, mark].slice(-50) : draft.tried;
    const header: Omit<Header, "v" | "suite"> = {
      ...PLACE, instance, space: person, doc: draft.id, rev: 1, prev: null, author: person, at: minute(),
    };
    const sealed = await sealDocument(header, writtenDraft({ ...draft, tried }), { signWith: held.sign, recipient: keys.recipient });
    await (lasting ? this.disk : this.memory).put(person, draft.id, sealed);
    return tried;
  }

  async drop(id: string): Promise<void> {
    const { person } = this.session.opened();
    await this.memory.drop(person, id);
    await this.disk.drop(person, id).catch(() => undefined); // a browser without a disk has none there either
  }

  /** One's own drafts of this device. What does not open is left where it is, and not shown. */
  async mine(): Promise<Draft[]> {
    const { instance, person, ...mine } = this.session.opened();
    const kept = [...(await this.memory.all(person)), ...(await this.disk.all(person).catch(() => []))];
    const found: Draft[] = [];
    for (const { id, sealed } of kept) {
      try {
        const place = { ...PLACE, instance, space: person, doc: id };
        const open = ({ held, keys }: typeof mine) => openDocument(sealed, [held.root], { place, lastSeen: 0, authors: new Map([[person, keys.verify]]) });
        const former = await this.session.former();
        const { body } = await Promise.any([mine, ...former].map(open));
        found.push(readDraft(body));
      } catch (fault) {
        if (!(fault instanceof Refusal || fault instanceof AggregateError)) throw fault;
      }
    }
    return found;
  }
}
