/**
 * Looking for words in one's own notes: in memory, in this worker. The notes are opened once in the background after
 * unlocking; the words that are looked for leave the worker as little as the notes do.
 */

import { fromBase64 } from "../../core/bytes";
import type { Kind } from "../../core/envelope";
import { Refusal } from "../../core/refusal";
import { noteOf } from "../../drafts/note";
import { stateIn, wordsIn } from "../../drafts/work-words";
import type { Session } from "../session";
import type { Space } from "../space";

const AT_ONCE = 100;
const READ: readonly Kind[] = ["note", "journal", "work"];

interface Known {
  rev: number;
  folded: string;
}

export class Search {
  private readonly known = new Map<string, Map<string, Known>>();

  constructor(private readonly session: Session) {
    session.alsoForget.push(() => this.known.clear());
  }

  /** Open what is not open yet of a circle, some at a time. Gives how many are left; what cannot be opened is left out. */
  async warm(id: string): Promise<number> {
    const space = await this.session.space(id);
    const known = this.of(id);
    const { listed } = space.list();
    const now = new Map(listed.map((one) => [one.id, one.rev]));
    for (const one of known.keys()) if (!now.has(one)) known.delete(one);
    const wanted = space.whole.documents.filter((one) => READ.includes(one.kind as Kind) && (known.get(one.id)?.rev ?? -1) < (now.get(one.id) ?? 0));
    const some = wanted.slice(0, AT_ONCE);
    if (some.length === 0) return 0;
    const kinds = new Map(some.map(({ id: one, kind }) => [one, kind as Kind]));
    const { documents } = await this.session.api.several(id, some.map((one) => one.id));
    for (const one of some) known.set(one.id, { rev: now.get(one.id) ?? 0, folded: "" });
    for (const { id: one, epoch, rev, sealed } of documents) {
      const folded = await this.folded(space, one, kinds.get(one) ?? "note", epoch, fromBase64(sealed));
      known.set(one, { rev, folded });
    }
    return wanted.length - some.length;
  }

  /** Ids of what is written in a circle, notes and what its tools hold, where all of these words stand; all for no word. */
  find(id: string, words: string): string[] {
    const wanted = fold(words).split(/\s+/).filter(Boolean);
    return [...this.of(id)].filter(([, { folded }]) => wanted.every((word) => folded.includes(word))).map(([one]) => one);
  }

  private of(id: string): Map<string, Known> {
    const found = this.known.get(id) ?? new Map<string, Known>();
    this.known.set(id, found);
    return found;
  }

  private async folded(space: Space, id: string, kind: Kind, epoch: number, sealed: Uint8Array): Promise<string> {
    try {
      const { title, tags, text, rest } = noteOf((await space.opened(id, kind, epoch, sealed)).body);
      if (kind === "work") return fold([title, ...wordsIn(stateIn(rest) ?? null)].join("\n"));
      return fold([title, ...tags, text].join("\n"));
    } catch (fault) {
      if (fault instanceof Refusal) return ""; // the page that opens it says why
      throw fault;
    }
  }
}

const fold = (text: string): string => text.normalize("NFC").toLocaleLowerCase("fi");
