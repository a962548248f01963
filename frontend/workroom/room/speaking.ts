/**
 * What a phone hears and says in a meeting, without its page. It looks before it sends, so that nothing leaves it after
 * the end; and it knows of each thing that was said here whether the leader's screen has it.
 */

import type { Json } from "../../vault/core/bytes";
import { codeOf, type Client } from "../../vault/worker/calls";
import type { Ask, Said } from "../ask";
import { liveId } from "./ids";
import { type Live, readLive } from "./live";
import { Outbox, type Reached } from "./outbox";
import { hidden } from "./taking";

/** One thing that was said here: `post` is what it was last sent as; hidden words are `shown` at the reveal. */
export type Mine = { post: string; said: Said; shown: boolean; nonce: string };

const SETTLES = 8000; // ms after the end in which the leader's screen still says what it has heard

const isClosed = (code: string): boolean => code === "not-in" || code === "not-there";

export class Speaking {
  live: Live | null = null;
  /** The meeting has ended, and what there was to hear of it has been heard. */
  over = false;
  readonly mine: Mine[] = [];
  /** Of a meeting that ended while this phone did not look: nobody has said that it was heard. */
  private readonly behind: Mine[] = [];
  private readonly from = crypto.randomUUID();
  private readonly outbox: Outbox;
  private rev = 0;
  private documents = -1;
  private endedAt = 0;
  private closed = false;

  constructor(
    private readonly client: { posts: Pick<Client["posts"], "send" | "news">; live: Pick<Client["live"], "read"> },
    private readonly space: string,
    /** Why something could not be sent or heard; null once it could. */
    private readonly told: (code: string | null) => void,
  ) {
    this.outbox = new Outbox(
      (id, body) => client.posts.send(space, id, body),
      (fault) => this.hears(fault),
    );
  }

  /** Look, then send what waits. True when there is something new to show. */
  async turn(): Promise<boolean> {
    let changed = false;
    try {
      changed = await this.look();
    } catch (fault) {
      this.hears(fault);
      return false;
    }
    await this.flush();
    return changed;
  }

  /** Send what waits; what fails waits for the next turn. */
  async flush(): Promise<void> {
    if (this.live && !this.live.ended && !this.over) await this.outbox.flush();
  }

  say(ask: Ask, name: string, words: Partial<Said>): void {
    const said: Said = { id: crypto.randomUUID(), ask: ask.id, from: this.from, name, ...words };
    const post = crypto.randomUUID();
    const hides = ask.form === "words" && ask.hidden && !this.live?.revealed.includes(ask.id);
    if (!hides) return this.send({ post, said, shown: true, nonce: "" }, said);
    const { told, kept } = hidden(said);
    this.send({ post, said: kept.said, shown: false, nonce: kept.nonce }, told);
  }

  reached({ post }: Mine): Reached {
    return this.outbox.reached(post, this.live?.heard ?? 0);
  }

  /** What was said here and did not get onto the leader's screen, once it is over. What had left before the door closed has. */
  get left(): Mine[] {
    return [...this.behind, ...this.mine.filter((one) => !one.shown || (this.closed ? this.reached(one) === "waiting" : this.reached(one) !== "shown"))];
  }

  private send(mine: Mine, said: Said): void {
    this.mine.push(mine);
    this.post(mine.post, said);
  }

  private post(id: string, said: Said, nonce?: string): void {
    this.outbox.add(id, { v: 1, session: this.live?.session ?? "", said: said as unknown as Json, ...(nonce !== undefined && { nonce }) });
  }

  private async look(): Promise<boolean> {
    const { news, posts } = await this.client.posts.news(this.space);
    const changed = news - posts !== this.documents && (await this.read(news - posts));
    this.told(null);
    this.settle();
    return changed;
  }

  private async read(documents: number): Promise<boolean> {
    const found = await this.client.live.read(this.space, liveId(this.space), this.rev);
    this.documents = documents;
    if (!found || found.rev === this.rev) return false;
    const live = readLive(found.body);
    if (!live) return false;
    if (this.live && live.session !== this.live.session) {
      this.behind.push(...this.left.slice(this.behind.length)); // another has begun: it takes in nothing of the last
      this.mine.length = 0;
    }
    [this.rev, this.live] = [found.rev, live];
    this.reveal();
    return true;
  }

  /** The leader shows all at once: what was hidden here goes now. */
  private reveal(): void {
    for (const one of this.mine) {
      if (one.shown || !this.live?.revealed.includes(one.said.ask)) continue;
      [one.shown, one.post] = [true, crypto.randomUUID()];
      this.post(one.post, one.said, one.nonce);
    }
  }

  /** After the end the leader's screen takes in what had left the phones: this one waits to hear of its own. */
  private settle(): void {
    if (!this.live?.ended) return;
    this.endedAt ||= Date.now();
    const isHeard = this.mine.every((one) => this.reached(one) !== "sent");
    if (isHeard || Date.now() - this.endedAt >= SETTLES) this.over = true;
  }

  private hears(fault: unknown): void {
    const code = fault === null ? null : codeOf(fault);
    if (code !== null && isClosed(code)) this.over = this.closed = true;
    else this.told(code);
  }
}
