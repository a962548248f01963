/**
 * The meeting that is under way, led from this screen: what phones are asked, what they said, and when hidden words are
 * shown. Phones are asked about nothing that the leader's screen does not show, and what they send is taken into the
 * tools' documents before it counts as heard.
 */

import type { Json } from "../../vault/core/bytes";
import type { Before } from "../../vault/drafts/draft";
import { codeOf } from "../../vault/worker/calls";
import type { House } from "../../vault/app/house";
import { liveId } from "./ids";
import type { Kept } from "./kept";
import { type Live, readLive, readSent } from "./live";
import type { Phase } from "./plan";
import type { Works } from "./works";

export const LOOKS_EACH = 1000; // ms between two looks while the page is seen
const LASTS = 12 * 3_600_000; // ms after which a meeting that nobody ended is over

export interface Begun {
  meeting: string | null;
  title: string;
  minutes: number;
}

export class Meeting {
  live: Live | null = null;
  /** Whether this screen leads it. */
  leads = false;
  /** Another screen of a leader has taken it over. */
  overtaken = false;
  /** Why nothing can be heard just now; empty when all is well. */
  trouble = "";
  changed: () => void = () => undefined;
  private before: Before | null = null;
  private rev = 0;
  private timer = 0;
  private cursor = 0;
  private saving: Promise<void> = Promise.resolve();
  private unsaved = false;
  private looking = false;

  constructor(
    private readonly house: House,
    private readonly works: Works,
  ) {}

  private get space(): string {
    return this.works.space.id;
  }

  get isRunning(): boolean {
    return this.live !== null && !this.live.ended && Date.now() - Date.parse(this.live.began) < LASTS;
  }

  /** See whether one is under way; whoever wrote it last goes on leading it. */
  async look(): Promise<void> {
    const found = await this.house.client.live.read(this.space, liveId(this.space), this.rev);
    if (!found) return;
    [this.before, this.rev, this.live] = [{ rev: found.rev, mark: found.mark }, found.rev, readLive(found.body)];
    if (this.isRunning && found.mine) await this.lead();
  }

  async begin({ meeting, title, minutes }: Begun): Promise<void> {
    const { posts } = await this.house.client.posts.news(this.space).catch(() => ({ posts: 0 }));
    const session = crypto.randomUUID();
    this.live = { v: 1, session, meeting, title, minutes, began: `${new Date().toISOString().slice(0, 16)}Z`, phase: "arrive", asked: [], threads: {}, revealed: [], heard: posts, ended: false };
    await this.lead();
    await this.save();
  }

  /** This screen leads from here on. */
  async lead(): Promise<void> {
    if (!this.live) return;
    [this.leads, this.overtaken, this.cursor] = [true, false, this.live.heard];
    await this.works.goOn(this.live.meeting ?? this.live.session);
    this.watch();
  }

  phase(phase: Phase): void {
    this.set({ phase });
  }

  /** Show a subject's question on the phones, before all others. */
  ask(kept: Kept): void {
    const ask = kept.tool.ask?.(kept.state);
    if (!ask || !this.live) return;
    const asked = [{ tool: kept.tool.id, thread: kept.thread, ask: ask as unknown as Json }, ...this.live.asked.filter(({ thread }) => thread !== kept.thread)];
    this.set({ asked, threads: { ...this.live.threads, [ask.id]: kept.thread } });
  }

  unask(thread: string): void {
    this.set({ asked: this.live?.asked.filter((one) => one.thread !== thread) ?? [] });
  }

  isAsking(thread: string): boolean {
    return this.live?.asked.some((one) => one.thread === thread) ?? false;
  }

  /** A subject has changed: so may have what phones are asked about it. */
  follow(kept: Kept): void {
    const shown = this.live?.asked.find(({ thread }) => thread === kept.thread);
    if (!shown || !this.leads) return;
    const ask = kept.tool.ask?.(kept.state);
    if (!ask) return this.unask(kept.thread);
    if (JSON.stringify(ask) === JSON.stringify(shown.ask)) return;
    const asked = this.live?.asked.map((one) => (one === shown ? { ...one, ask: ask as unknown as Json } : one)) ?? [];
    this.set({ asked, threads: { ...this.live?.threads, [ask.id]: kept.thread } });
  }

  /** Show at once what was hidden: on phones, which send it now, and what was hidden on this screen. */
  async reveal(kept: Kept): Promise<void> {
    const asks = [...new Set(kept.work.waiting.map(({ ask }) => ask))];
    if (this.live) this.set({ revealed: [...new Set([...this.live.revealed, ...asks])] });
    for (const { id, kept: sealed } of kept.work.waiting.filter((one) => one.kept !== "")) {
      const { said, nonce } = JSON.parse(await this.house.client.live.shown(sealed)) as { said: Json; nonce: string };
      const sent = readSent({ v: 1, session: "", said, nonce });
      if (sent) kept.take({ id: `${id} shown`, said: sent.said, nonce: sent.nonce });
    }
  }

  async end(): Promise<void> {
    await this.take().catch(() => undefined);
    this.set({ ended: true, asked: [] });
    await this.saving;
    this.leads = false;
    clearTimeout(this.timer);
    await this.works.goOn(null);
    const heard = this.live?.heard ?? 0;
    if (heard > 0) await this.house.client.posts.letGo(this.space, heard).catch(() => undefined);
  }

  /** Sealed anew, when somebody has come or gone. */
  async again(): Promise<void> {
    await this.save();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = -1;
  }

  private watch(): void {
    clearTimeout(this.timer);
    const again = async (): Promise<void> => {
      if (this.timer === -1 || !this.leads) return;
      if (document.visibilityState === "visible") await this.takeOnce();
      if (this.leads) this.timer = window.setTimeout(() => void again(), LOOKS_EACH);
    };
    this.timer = window.setTimeout(() => void again(), 0);
  }

  private async takeOnce(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      await this.take();
      if (this.unsaved) await this.save();
      this.say("");
    } catch (fault) {
      this.say(codeOf(fault));
    } finally {
      this.looking = false;
    }
  }

  /** Fetch what was sent since, and take it in; it counts as heard once the documents that hold it are at the server. */
  private async take(): Promise<void> {
    const { posts } = await this.house.client.posts.news(this.space);
    let drawn = false;
    while (this.cursor < posts) {
      const found = await this.house.client.posts.since(this.space, this.cursor);
      if (found.length === 0) break;
      for (const post of found) {
        drawn = (await this.takeIn(post.id, post.name, post.body ?? null)) || drawn;
        this.cursor = post.seq;
      }
    }
    if (drawn) this.works.changed();
    if (!this.live || this.live.heard >= this.cursor) return;
    const heard = this.cursor;
    const all = await this.works.all();
    for (const kept of all) await kept.sent();
    if (all.every((kept) => kept.isSent)) this.set({ heard });
  }

  private async takeIn(id: string, name: string, body: Json): Promise<boolean> {
    const sent = readSent(body);
    const thread = sent && sent.session === this.live?.session ? this.live.threads[sent.said.ask] : undefined;
    const kept = thread === undefined ? null : await this.works.byThread(thread);
    if (!kept || !sent) return false;
    const changed = kept.take({ id, said: { ...sent.said, name: sent.said.name || name }, nonce: sent.nonce });
    if (changed) this.follow(kept);
    return changed;
  }

  private set(change: Partial<Live>): void {
    if (!this.live) return;
    this.live = { ...this.live, ...change };
    void this.save();
    this.changed();
  }

  /** One saving at a time, each with what stands then. */
  private save(): Promise<void> {
    this.unsaved = true;
    this.saving = this.saving.then(() => this.saveOnce());
    return this.saving;
  }

  private async saveOnce(): Promise<void> {
    if (!this.live || !this.unsaved || !this.leads) return;
    const { live } = this;
    try {
      this.before = await this.house.client.live.save(this.space, liveId(this.space), live as unknown as Json, this.before);
      this.rev = this.before.rev;
      if (this.live === live) this.unsaved = false;
      this.say("");
    } catch (fault) {
      if (codeOf(fault) === "overtaken") await this.yield();
      else this.say(codeOf(fault));
    }
  }

  /** Another screen wrote it: if that was an answer of ours that got lost, go on; else that one leads. */
  private async yield(): Promise<void> {
    const found = await this.house.client.live.read(this.space, liveId(this.space), this.rev).catch(() => null);
    if (!found) return;
    const there = readLive(found.body);
    [this.before, this.rev] = [{ rev: found.rev, mark: found.mark }, found.rev];
    const own = found.mine && there.session === this.live?.session && there.heard <= (this.live.heard ?? 0);
    if (own || there.ended) return void (await this.saveAgain());
    [this.live, this.leads, this.overtaken] = [there, false, true];
    this.changed();
  }

  private async saveAgain(): Promise<void> {
    if (this.live) this.before = await this.house.client.live.save(this.space, liveId(this.space), this.live as unknown as Json, this.before).catch(() => this.before);
    this.unsaved = false;
  }

  private say(trouble: string): void {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.changed();
  }
}

