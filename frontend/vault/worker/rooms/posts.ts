/**
 * What phones send in a meeting: each a sealed, signed envelope of its own, kept by the server in the order in which it
 * came until the leader's screen has taken it into a document.
 */

import { fromBase64, type Json } from "../../core/bytes";
import { Refusal } from "../../core/refusal";
import { type MeetingAround, type News, NotGranted, type PostSent } from "../api";
import type { Session } from "../session";
import type { Space } from "../space";

export interface Post {
  seq: number;
  id: string;
  /** The id of the signed list; empty of one that does not verify. */
  author: string;
  /** The writer's name as the house knows it; empty for a guest. */
  name: string;
  mine: boolean;
  at: string;
  body: Json;
  /** Why it is not shown. */
  code?: string;
}

export class Posts {
  constructor(private readonly session: Session) {}

  /**
   * Send a post; gives its number. Whoever got no answer sends it again under the same id: it is kept once. When the
   * key has turned meanwhile it is sealed anew to the next one; `turn-due` says that there is no next one yet.
   */
  async send(space: string, id: string, body: Json): Promise<number> {
    try {
      return await this.sent(await this.session.space(space), id, body);
    } catch (fault) {
      if (!(fault instanceof NotGranted && fault.code === "turn-due")) throw fault;
      return this.sent(await this.session.reopen(space), id, body);
    }
  }

  private async sent(space: Space, id: string, body: Json): Promise<number> {
    const { epoch, sealed } = await space.sealPost(id, body);
    return this.session.api.post(id, space.whole.id, epoch, sealed);
  }

  /** How far the circle has come, by the server's word. */
  news = (space: string): Promise<News> => this.session.api.news(space);

  /** The posts after a number, in order, each verified; as many as come at once. */
  async since(space: string, after: number): Promise<Post[]> {
    const { posts } = await this.session.api.posts(space, after);
    let open = await this.session.space(space);
    if (posts.some(({ epoch }) => !open.opens(epoch))) open = await this.session.reopen(space);
    const found: Post[] = [];
    const seen = new Set<string>();
    let last = after;
    for (const one of posts) {
      const fresh = one.seq > last && !seen.has(one.id); // a server that shows one twice is not followed
      found.push(fresh ? await read(open, one) : refused(one, "older"));
      seen.add(one.id);
      last = Math.max(last, one.seq);
    }
    return found;
  }

  /** Let go of the posts up to a number, which a document has taken in: stewards only. */
  async letGo(space: string, until: number): Promise<void> {
    await this.session.api.letPostsGo(space, until);
  }

  /** The meetings of the process around now, in order; of a guest the one that they are at. */
  async meetings(space: string): Promise<MeetingAround[]> {
    return (await this.session.api.meetings(space)).meetings;
  }
}

async function read(space: Space, { id, seq, epoch, sealed }: PostSent): Promise<Post> {
  try {
    const { body, author, at } = await space.opened(id, "post", epoch, fromBase64(sealed));
    const { me, people } = space.whole;
    return { seq, id, author, name: people[author] ?? "", mine: author === me, at, body };
  } catch (fault) {
    if (fault instanceof Refusal) return refused({ id, seq }, fault.reason);
    throw fault;
  }
}

const refused = ({ id, seq }: Pick<PostSent, "id" | "seq">, reason: string): Post => ({
  seq, id, author: "", name: "", mine: false, at: "", body: null, code: `refused-${reason}`,
});
