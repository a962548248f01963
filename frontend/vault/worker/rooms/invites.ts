/** Asking somebody into a circle, and answering: by words that are told outside Tuokio. */

import { type Asked, NotGranted } from "../api";
import { newInviteWords, newLinkSecret, proofOf } from "../joining";
import type { Session } from "../session";
import { forgetWords } from "../tending";

export class Invites {
  constructor(private readonly session: Session) {}

  /** Ask one of the process; gives the words to be told. Refuses (`no-past`) to promise a past that is not all here. */
  async invite(id: string, record: string, past: boolean, list: readonly string[]): Promise<string> {
    const space = await this.session.reopen(id);
    if (past && !space.hasWholePast) throw new NotGranted("no-past");
    const [invite, words] = [crypto.randomUUID(), newInviteWords(list)];
    await this.session.keep(({ words: before }) => ({ words: { ...before, [invite]: words } }));
    await this.session.api.invite(id, { id: invite, record, past });
    return words;
  }

  /** Make a link beside the words of one's own invite: a square that proves the answer as the words do. */
  async link(invite: string): Promise<void> {
    await this.session.keep(({ words, links }) => (!words?.[invite] || links?.[invite] ? null : { links: { ...links, [invite]: newLinkSecret() } }));
  }

  async withdraw(id: string, invite: string): Promise<void> {
    await this.session.api.withdraw(id, invite);
    await forgetWords(this.session, invite);
  }

  /** Answer an invite with the words one was told. Whether they were right, only the one who asked can see. */
  async answer(asked: Asked, words: string): Promise<void> {
    if (words.trim().split(/[\s\-.,]+/u).length !== 4) throw new NotGranted("not-four-words");
    await this.answerBy(asked, words);
  }

  /** Answer with the secret of a link. */
  async answerBy(asked: Asked, secret: string): Promise<void> {
    const { recipient, verify } = this.session.opened().keys;
    const keys = { member: asked.member ?? crypto.randomUUID(), recipient, verify };
    const proof = await proofOf(secret, { id: asked.id, space: asked.space }, keys);
    await this.session.api.answer(asked.id, { ...keys, proof });
  }
}
