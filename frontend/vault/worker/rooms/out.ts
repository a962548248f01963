/** What leaves the workroom: bound by a fingerprint while it is sealed, sent in plain once the group has agreed to it. */

import { canonical, digest, type Json, utf8 } from "../../core/bytes";
import type { OutSeen, OutSlips, OutWord } from "../api";
import type { Session } from "../session";

/** What is sealed, and what the fingerprint is of. `salt` keeps anybody from finding likely words by trying. */
export type OutWords = { id: string; kind: string; mark: string; salt: string; sheet: Json };

const hashOf = ({ id, kind, mark, salt, sheet }: OutWords): string => digest(utf8(canonical({ id, kind, mark, salt, sheet })));

export class Out {
  constructor(private readonly session: Session) {}

  look = (space: string): Promise<OutSeen> => this.session.api.out(space);

  /** The fingerprints of these words, in their order. */
  hashes(words: readonly OutWords[]): Promise<string[]> {
    return Promise.resolve(words.map(hashOf));
  }

  /** Ask the group about it. Nothing of the words goes along. */
  propose(space: string, words: OutWords, thing: string): Promise<OutSeen> {
    return this.session.api.proposeOut(space, { id: words.id, thing, hash: hashOf(words) });
  }

  /** A word about exactly what was read here. */
  async say(words: OutWords, word: OutWord): Promise<void> {
    await this.session.api.sayOut(words.id, { word, seen: hashOf(words) });
  }

  /** A guest of the meeting says no to exactly what was read here. */
  async block(words: OutWords): Promise<void> {
    await this.session.api.blockOut(words.id, hashOf(words));
  }

  async count(id: string, slips: OutSlips): Promise<void> {
    await this.session.api.countOut(id, slips);
  }

  /** The group has agreed: now, and only now, the words leave. */
  async give({ id, kind, mark, salt, sheet }: OutWords): Promise<void> {
    await this.session.api.giveOut(id, { kind, mark, salt, sheet });
  }

  async withdraw(id: string): Promise<void> {
    await this.session.api.withdrawOut(id);
  }

  async askBack(id: string): Promise<void> {
    await this.session.api.askBackOut(id);
  }
}
