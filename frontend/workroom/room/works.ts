/** The works of one process: what its tools hold, opened as they are needed and kept until one leaves the workroom. */

import { type Draft, markOf } from "../../vault/drafts/draft";
import { noteOf } from "../../vault/drafts/note";
import { portsOf } from "../../vault/app/ports";
import type { House } from "../../vault/app/house";
import { Fault } from "../../vault/worker/calls";
import type { SpaceShown } from "../../vault/worker/rooms/circles";
import { today } from "../day";
import { tools } from "../tools";
import type { Tool, ToolId } from "../tool";
import { liveId } from "./ids";
import { Kept, type Stood, type When } from "./kept";

/** A subject as it is listed. */
export interface Subject {
  tool: ToolId;
  thread: string;
  title: string;
  changed: string;
  versions: number;
}

type Listed = SpaceShown["listed"][number];

export class Works {
  private readonly opened = new Map<string, Promise<Kept>>();
  private drafts: Draft[] | null = null;
  private readonly fetched = new Map<string, Stood>();
  /** Said whenever something changes that was not typed on the page at hand. */
  changed: () => void = () => undefined;
  /** Said when another device wrote the same at the same time. */
  besides: () => void = () => undefined;
  meeting: string | null = null;

  constructor(
    readonly house: House,
    public space: SpaceShown,
  ) {}

  /** Every subject that there is of a tool, the last changed first. */
  subjects(tool?: ToolId): Subject[] {
    const found = new Map<string, Subject>();
    for (const one of this.space.listed.filter(isWork)) {
      const [of, thread] = one.tags as [ToolId, string];
      if (tool && of !== tool) continue;
      const before = found.get(thread);
      const newest = !before || before.changed <= one.changed;
      found.set(thread, { tool: of, thread, title: newest ? one.title : before.title, changed: newest ? one.changed : before.changed, versions: (before?.versions ?? 0) + 1 });
    }
    return [...found.values()].sort((a, b) => b.changed.localeCompare(a.changed));
  }

  /** What stands beside the version of another device: both were kept. */
  beside(thread: string): Listed[] {
    return this.space.listed.filter((one) => isWork(one) && one.tags?.[1] === thread && one.beside);
  }

  open(tool: Tool, thread: string): Promise<Kept> {
    const found = this.opened.get(thread) ?? this.load(tool, thread);
    this.opened.set(thread, found);
    found.catch(() => this.opened.delete(thread));
    return found;
  }

  /** The subject that something sent from a phone belongs to; null for a tool that this script does not have. */
  async byThread(id: string, thread: string): Promise<Kept | null> {
    const tool = Object.hasOwn(tools, id) ? tools[id as ToolId] : undefined;
    return tool ? this.open(tool, thread) : null;
  }

  /** A meeting has begun or ended: what follows is another version. */
  async goOn(meeting: string | null): Promise<void> {
    await this.sent();
    this.meeting = meeting;
    for (const kept of await this.all()) kept.goOn();
  }

  async all(): Promise<Kept[]> {
    return (await Promise.allSettled(this.opened.values())).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  }

  async sent(): Promise<void> {
    for (const kept of await this.all()) await kept.sent();
  }

  async refresh(): Promise<void> {
    this.space = await this.house.client.circles.open(this.space.id);
    this.fetched.clear();
    for (const kept of await this.all()) {
      if (kept.isWritten) await kept.refresh();
      else kept.renew(await this.stoodOf(kept.thread));
    }
    this.changed();
  }

  async stop(): Promise<void> {
    await this.sent();
    for (const kept of await this.all()) kept.stop();
    this.opened.clear();
  }

  private readonly when = (): When => ({ meeting: this.meeting, on: today() });

  private async load(tool: Tool, thread: string): Promise<Kept> {
    const stood = await this.stoodOf(thread);
    this.drafts ??= await this.house.client.drafts.mine();
    for (const draft of this.drafts.filter(({ kind, space, note }) => kind === "work" && space === this.space.id && note.tags[1] === thread)) {
      const at = stood.findIndex(({ id }) => id === draft.id);
      const one: Stood = { id: draft.id, note: draft.note, base: draft.base, from: draft.from, beside: draft.beside, draft };
      if (at < 0) stood.push(one);
      else stood[at] = one;
    }
    const title = stood.at(-1)?.note.title ?? this.subjects(tool.id).find((one) => one.thread === thread)?.title ?? (tool.one ? tool.name() : "");
    return new Kept(tool, thread, title, stood, this.when, {
      space: this.space.id,
      writer: (shows) => portsOf(this.house, { space: this.space.id, kind: "work" }, shows),
      drawn: () => this.changed(),
      besides: () => this.besides(),
    });
  }

  private async stoodOf(thread: string): Promise<Stood[]> {
    const listed = this.space.listed.filter((one) => isWork(one) && one.tags?.[1] === thread && !one.beside);
    return [...(await this.read(listed)), ...(await this.readUnlisted(thread))];
  }

  private async read(listed: readonly Listed[]): Promise<Stood[]> {
    const wanted = listed.filter(({ id }) => !this.fetched.has(id)).map(({ id }) => id);
    const came = wanted.length === 0 ? [] : await this.house.client.documents.all(this.space.id, wanted, "work");
    for (const one of came) {
      if ("code" in one && one.code !== OF_BEFORE) throw new Fault(one.code);
      if ("code" in one) continue;
      const note = noteOf(one.body);
      this.fetched.set(one.id, { id: one.id, note, base: { rev: one.rev, mark: one.mark }, from: markOf(note), beside: null, draft: null });
    }
    return listed.flatMap(({ id, beside }) => {
      const stood = this.fetched.get(id);
      return stood ? [{ ...stood, beside: beside ?? null }] : [];
    });
  }

  /** Kept, and the page was closed before it was listed: it is gone on with, not begun again beside. */
  private async readUnlisted(thread: string): Promise<Stood[]> {
    const wanted = this.space.unlisted.filter((id) => id !== liveId(this.space.id));
    const came = wanted.length === 0 ? [] : await this.house.client.documents.all(this.space.id, wanted, "work");
    return came.flatMap((one) => {
      if ("code" in one) return []; // a server can put anything here
      const note = noteOf(one.body);
      return note.tags[1] === thread ? [{ id: one.id, note, base: { rev: one.rev, mark: one.mark }, from: markOf(note), beside: null, draft: null }] : [];
    });
  }

  /** Fetch what stands now of every subject, so that each opens without a connection. */
  async fetchAll(): Promise<void> {
    await this.read(this.space.listed.filter(isWork));
  }
}

/** Written before one was let in: it stays with those who were there. */
const OF_BEFORE = "refused-recipient";

const isWork = ({ kind, tags }: Listed): boolean => kind === "work" && tags?.length === 2;
