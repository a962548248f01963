/**
 * The meeting that is under way, led from this screen: what phones are asked, what they said, and when hidden words are
 * shown. Phones are asked about nothing that the leader's screen does not show, and what they send is taken into the
 * tools' documents before it counts as heard.
 */

import type { Json } from "../../vault/core/bytes";
import type { Before } from "../../vault/drafts/draft";
import { codeOf, Fault } from "../../vault/worker/calls";
import type { House } from "../../vault/app/house";
import type { Post } from "../../vault/worker/rooms/posts";
import { liveId } from "./ids";
import type { Kept } from "./kept";
import { type Live, readLive, readSent } from "./live";
import { isHeld, type Phase } from "./plan";
import { Shares } from "./taking";
import type { Works } from "./works";

const STAYS = 60_000; // ms after which an untouched screen of a leader counts as in use again
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
  private readonly screen = crypto.randomUUID();
  private before: Before | null = null;
  private rev = 0;
  private keptOpen = 0;
  private timer = 0;
  private cursor = 0;
  private saving: Promise<void> = Promise.resolve();
  private unsaved = false;
  private readonly told = new Set<string>(); // questions that phones may know of
  private toldOf = ""; // the meeting that stands at the server
  private taking: Promise<void> | null = null;
  private shares = new Shares();

  constructor(
    private readonly house: House,
    private readonly works: Works,
    /** Shuts the door of the guests' phones; a second time does nothing. */
    private readonly shut: () => Promise<void> = () => Promise.resolve(),
  ) {}

  private get space(): string {
    return this.works.space.id;
  }

  get isRunning(): boolean {
    return this.live !== null && !this.live.ended && Date.now() - Date.parse(this.live.began) < LASTS;
  }

  /** See whether one is under way. Which screen leads it is nobody's guess: whoever wants to presses a button. */
  async look(): Promise<void> {
    const found = await this.house.client.live.read(this.space, liveId(this.space), this.rev);
    if (!found) return;
    [this.before, this.rev, this.live] = [{ rev: found.rev, mark: found.mark }, found.rev, readLive(found.body)];
    this.toldOf = this.live?.session ?? "";
    if (found.mine && (await this.isBehind())) await this.lead();
  }

  /** This screen leads from here on, in the place of another. */
  async takeOver(): Promise<void> {
    await this.look();
    if (!this.isRunning || this.leads) return;
    await this.works.refresh();
    await this.lead();
    await this.save();
  }

  /** It ended before everything was taken in: this screen was closed or had no connection then. */
  private async isBehind(): Promise<boolean> {
    if (!this.live?.ended || Date.now() - Date.parse(this.live.began) >= LASTS) return false;
    const { posts } = await this.house.client.posts.news(this.space).catch(() => ({ posts: Infinity })); // looked at again then
    return posts > this.live.heard;
  }

  /** Refuses while the last one, which phones may have been in, could not be ended: what they sent to it comes first. */
  async begin({ meeting, title, minutes }: Begun): Promise<void> {
    if (this.live?.ended && this.leads && this.toldOf === this.live.session) {
      await this.takeOnce();
      if (this.leads) throw new Fault(this.trouble || "offline");
    }
    const { posts } = await this.house.client.posts.news(this.space).catch(() => ({ posts: 0 }));
    const session = crypto.randomUUID();
    this.shares = new Shares();
    this.live = { v: 1, session, screen: this.screen, meeting, title, minutes, began: `${new Date().toISOString().slice(0, 16)}Z`, phase: "arrive", asked: [], threads: {}, revealed: [], heard: posts, ended: false };
    await this.lead();
    await this.save();
  }

  /** This screen leads from here on. */
  async lead(): Promise<void> {
    if (!this.live) return;
    [this.leads, this.overtaken, this.cursor] = [true, false, this.live.heard];
    this.live = { ...this.live, screen: this.screen };
    await this.works.goOn(this.live.meeting ?? this.live.session);
    this.changed();
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
    this.set({ asked, threads: { ...this.live.threads, [ask.id]: { tool: kept.tool.id, thread: kept.thread } } });
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
    this.set({ asked, threads: { ...this.live?.threads, [ask.id]: { tool: kept.tool.id, thread: kept.thread } } });
  }

  /** Show at once what was hidden: on phones, which send it now, and what was hidden on this screen. */
  async reveal(kept: Kept): Promise<void> {
    const asks = [...new Set(kept.work.waiting.map(({ ask }) => ask))];
    if (this.live) this.set({ revealed: [...new Set([...this.live.revealed, ...asks])] });
    for (const { id, kept: sealed } of kept.work.waiting.filter((one) => one.kept !== "")) {
      const opened = await this.house.client.live.shown(sealed).catch(() => null); // hidden on another's screen: it waits for theirs
      if (opened === null) continue;
      const { said, nonce } = JSON.parse(opened) as { said: Json; nonce: string };
      const sent = readSent({ v: 1, session: "", said, nonce });
      if (sent) kept.take({ id: `${id} shown`, said: sent.said, nonce: sent.nonce });
    }
  }

  /** End it. When there is no connection just now, it is ended as soon as there is one. */
  async end(): Promise<void> {
    await this.taking;
    this.set({ ended: true, asked: [] });
    await this.saving;
    await this.takeOnce();
  }

  /**
   * Phones know that it has ended: their door is shut, and what had left them by then is taken in before anything is
   * put away. What cannot be done now is done at the next look.
   */
  private async finish(): Promise<void> {
    if (this.unsaved) return;
    await this.shut();
    await this.take();
    await this.saving;
    if (!this.live || this.unsaved || this.live.heard < this.cursor) return;
    this.leads = false;
    clearTimeout(this.timer);
    await this.works.goOn(null);
    if (this.live.heard > 0) await this.house.client.posts.letGo(this.space, this.live.heard).catch(() => undefined);
    this.changed();
  }

  /** Sealed anew, when somebody has come or gone. */
  async again(): Promise<void> {
    await this.save();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.leads = false;
  }

  /** Talk needs no hands: while it is held, the screen that leads it does not lock for being left alone. */
  private stayOpen(): void {
    if (Date.now() - this.keptOpen < STAYS) return;
    this.keptOpen = Date.now();
    this.house.watch();
  }

  private watch(): void {
    clearTimeout(this.timer);
    const again = async (): Promise<void> => {
      if (!this.leads) return;
      if (document.visibilityState === "visible") await this.takeOnce();
      if (this.live && this.leads && isHeld(this.live, Date.now())) this.stayOpen();
      if (this.leads) this.timer = window.setTimeout(() => void again(), LOOKS_EACH);
    };
    this.timer = window.setTimeout(() => void again(), 0);
  }

  private takeOnce(): Promise<void> {
    this.taking ??= this.takenOnce().finally(() => (this.taking = null));
    return this.taking;
  }

  private async takenOnce(): Promise<void> {
    try {
      if (!this.live?.ended) await this.take();
      if (this.unsaved) await this.save();
      if (this.live?.ended && this.leads) await this.finish();
      this.say("");
    } catch (fault) {
      this.say(codeOf(fault));
    }
  }

  /** Fetch what was sent since, and take it in; it counts as heard once the documents that hold it are at the server. */
  private async take(): Promise<void> {
    const { posts } = await this.house.client.posts.news(this.space);
    if (this.cursor < posts && (await this.isTakenOver())) return;
    let drawn = false;
    while (this.cursor < posts) {
      const found = await this.house.client.posts.since(this.space, this.cursor);
      if (found.length === 0) this.cursor = posts; // let go already, or of a time before this leader
      for (const post of found) {
        drawn = (await this.takeIn(post)) || drawn;
        this.cursor = Math.max(this.cursor, post.seq);
      }
    }
    if (drawn) this.works.changed();
    if (!this.live || this.live.heard >= this.cursor) return;
    const heard = this.cursor;
    const all = await this.works.all();
    for (const kept of all) await kept.sent();
    if (all.every((kept) => kept.isSent)) this.set({ heard });
  }

  /** Two screens that take in the same would keep it twice: so each looks first whether it still leads. */
  private async isTakenOver(): Promise<boolean> {
    await this.saving;
    const found = await this.house.client.live.read(this.space, liveId(this.space), this.rev);
    if (!found || found.rev === this.rev) return false;
    await this.yield();
    return !this.leads;
  }

  private async takeIn({ id, author, name, body }: Post): Promise<boolean> {
    const sent = readSent(body ?? null);
    const thread = sent && sent.session === this.live?.session ? this.live.threads[sent.said.ask] : undefined;
    const kept = thread === undefined ? null : await this.works.byThread(thread.tool, thread.thread);
    if (!kept || !sent || !this.shares.lets(author, body, name === "")) return false;
    const changed = kept.take({ id, said: { ...sent.said, name: name || sent.said.name }, nonce: sent.nonce, author });
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

  private async saveOnce(again = true): Promise<void> {
    if (!this.live || !this.unsaved || !this.leads) return;
    const { live } = this;
    try {
      await this.keepAsked(live);
      this.before = await this.house.client.live.save(this.space, liveId(this.space), live as unknown as Json, this.before);
      [this.rev, this.toldOf] = [this.before.rev, live.session];
      if (this.live === live) this.unsaved = false;
      this.say("");
    } catch (fault) {
      if (codeOf(fault) !== "overtaken") return this.say(codeOf(fault));
      await this.yield().catch((other: unknown) => this.say(codeOf(other)));
      if (again) await this.saveOnce(false);
    }
  }

  /** What phones are asked anew stands at the server first: whoever opens this screen again finds it there. */
  private async keepAsked({ threads }: Live): Promise<void> {
    const asked = Object.entries(threads).filter(([id]) => !this.told.has(id));
    for (const [, { tool, thread }] of asked) {
      const kept = await this.works.byThread(tool, thread);
      await kept?.sent();
      if (kept && !kept.isSent) throw new Fault(kept.standing.at === "waiting" ? kept.standing.code : "offline");
    }
    for (const [id] of asked) this.told.add(id);
  }

  /** Another screen wrote it: if that was an answer of ours that got lost, go on upon it; else that one leads. */
  private async yield(): Promise<void> {
    const found = await this.house.client.live.read(this.space, liveId(this.space), this.rev);
    if (!found || !this.live) return;
    const there = readLive(found.body);
    [this.before, this.rev] = [{ rev: found.rev, mark: found.mark }, found.rev];
    if (!there || there.screen === this.screen || (there.ended && there.session !== this.live.session)) return; // saved anew at the next turn
    [this.live, this.leads, this.overtaken, this.unsaved] = [there, false, true, false];
    this.changed();
  }

  private say(trouble: string): void {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.changed();
  }
}

