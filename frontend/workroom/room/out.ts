/** What the page of what leaves the room is given: the other tools' things, what the house knows, and the acts. */

import { codeOf } from "../../vault/worker/calls";
import type { OutSeen } from "../../vault/worker/api";
import type { OutWords } from "../../vault/worker/rooms/out";
import { wordsOf } from "../releases/answering";
import { read } from "../releases/state";
import { tools } from "../tools";
import type { Offer, OutDesk } from "../tool";
import type { Kept } from "./kept";
import type { Workshop } from "./workshop";

/** One for as long as its page is there. */
export class Out implements OutDesk {
  seen: OutSeen | null = null;
  offers: Offer[] | null = null;
  bound: ReadonlySet<string> = new Set();
  fault = "";
  wanted = "";

  constructor(
    private readonly shop: Workshop,
    private readonly kept: Kept,
    private readonly draw: () => void,
  ) {
    this.wanted = kept.give;
    kept.give = "";
  }

  async look(): Promise<void> {
    try {
      this.seen = await this.shop.house.client.out.look(this.shop.space.id);
      await this.catchUp();
      await this.check();
      this.offers ??= await this.found();
      this.fault = "";
    } catch (fault) {
      this.fault = codeOf(fault);
    }
    this.draw();
  }

  /** Proposed on another screen since this one opened the workroom: its words are fetched, so that one can answer. */
  private async catchUp(): Promise<void> {
    const here = new Set(read(this.kept.state).proposals.map(({ id }) => id));
    if (this.seen?.out.some(({ id }) => !here.has(id))) await this.shop.works.refresh();
  }

  /** Whether what is sealed here is what the house was bound to: a word is only ever asked about those. */
  private async check(): Promise<void> {
    const { proposals } = read(this.kept.state);
    const hashes = await this.shop.house.client.out.hashes(proposals.map(wordsOf));
    const known = new Map(this.seen?.out.map(({ id, hash }) => [id, hash]));
    this.bound = new Set(proposals.filter(({ id }, at) => known.get(id) === hashes[at]).map(({ id }) => id));
  }

  /** Of every subject, those of this visit too, which no list knows yet. */
  private async found(): Promise<Offer[]> {
    const { works } = this.shop;
    for (const { tool: id, thread } of works.subjects()) {
      const tool = tools[id];
      if (tool?.releasable) await works.open(tool, thread);
    }
    return (await works.all()).flatMap(({ tool, thread, title, state }) =>
      (tool.releasable?.(state) ?? []).map((what) => ({ from: `${thread} ${what.key}`, tool: tool.name(), subject: tool.one ? "" : title, what })),
    );
  }

  /** The words are sealed and at the server before the house is told of them: whoever is asked can read them. */
  propose = (words: OutWords, thing: string): Promise<boolean> =>
    this.tried(async () => {
      await this.kept.sent();
      await this.shop.house.client.out.propose(this.shop.space.id, words, thing);
    });

  say = (words: OutWords, word: Parameters<OutDesk["say"]>[1]): Promise<boolean> => this.tried(() => this.shop.house.client.out.say(words, word));
  count = (id: string, slips: Parameters<OutDesk["count"]>[1]): Promise<boolean> => this.tried(() => this.shop.house.client.out.count(id, slips));
  give = (words: OutWords): Promise<boolean> => this.tried(() => this.shop.house.client.out.give(words));
  withdraw = (id: string): Promise<boolean> => this.tried(() => this.shop.house.client.out.withdraw(id));
  askBack = (id: string): Promise<boolean> => this.tried(() => this.shop.house.client.out.askBack(id));

  private async tried(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
    } catch (fault) {
      this.fault = codeOf(fault);
      this.draw();
      return false;
    }
    await this.look();
    return true;
  }
}
