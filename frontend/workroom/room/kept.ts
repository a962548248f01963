/**
 * One subject of a tool, opened: its versions of earlier meetings, and the one at hand, which is kept as it changes.
 *
 * The version at hand is written like a note: on this device at each pause, to the server every few seconds, beside
 * what another device wrote and never over it.
 */

import type { Draft } from "../../vault/drafts/draft";
import { emptyNote, type Note } from "../../vault/drafts/note";
import { type Ports, type Standing, Writer } from "../../vault/drafts/writer";
import type { Json } from "../../vault/core/bytes";
import type { Attached } from "../../vault/worker/attached";
import type { Tool, Version } from "../tool";
import { versionId } from "./ids";
import { type Post, taken } from "./taking";
import { noteFrom, type Waiting, type Work, workOf } from "./work";

/** A version as it stands at the server, or as this device keeps it unsent. */
export interface Stood {
  id: string;
  note: Note;
  base: Draft["base"];
  from: Draft["from"];
  beside: string | null;
  /** An unsent draft of this device, as it was kept. */
  draft: Draft | null;
}

/** Between which a version belongs: the meeting under way, or the day. */
export interface When {
  meeting: string | null;
  on: string;
}

export interface KeptPorts {
  space: string;
  writer: (shows: Pick<Ports, "told" | "besides" | "replaced">) => Ports;
  /** Something here has changed that was not typed on the page. */
  drawn: () => void;
  /** Another device wrote the same: it stands beside, under this id. */
  besides: (id: string) => void;
}

export class Kept {
  work: Work;
  files: Attached[];
  earlier: Version<Json>[];
  standing: Standing = { at: "there" };
  /** What of it somebody wants to give out of the room just now. */
  give = "";
  /** Said when where it is kept has changed. */
  told: () => void = () => undefined;
  private writer: Writer | null = null;
  private begun: Stood | null;

  constructor(
    readonly tool: Tool,
    readonly thread: string,
    public title: string,
    private stood: readonly Stood[],
    private readonly when: () => When,
    private readonly ports: KeptPorts,
  ) {
    const at = this.place();
    [this.begun, this.work, this.files, this.earlier] = [at.begun, at.work, at.files, at.earlier];
    if (this.begun?.draft) this.writer = this.newWriter(this.begun);
  }

  get id(): string {
    return this.writer?.id ?? this.begun?.id ?? versionId(this.ports.space, this.thread, keyOf(this.work));
  }

  get state(): Json {
    return this.work.state;
  }

  /** Whether all of it is at the server. */
  get isSent(): boolean {
    return this.writer?.isClean ?? true;
  }

  change(state: Json): void {
    this.write({ ...this.work, state });
  }

  hide(waiting: Waiting): void {
    if (!this.work.waiting.some((one) => one.id === waiting.id)) this.write({ ...this.work, waiting: [...this.work.waiting, waiting] });
  }

  /** What a document of this tool holds. Refuses (`form`). */
  stateOf(note: Note): Json {
    return this.tool.read(workOf(note).state);
  }

  rename(title: string): void {
    this.title = title;
    this.write(this.work);
  }

  /** The photos of this version are others now. */
  photograph(files: Attached[]): Promise<void> {
    this.files = files;
    this.write(this.work);
    return this.sent();
  }

  /** Take in what a phone sent; says whether anything changed. */
  take(post: Post): boolean {
    const next = taken(this.work, this.tool, post);
    if (next === this.work) return false;
    this.write(next);
    return true;
  }

  /** Bring what is not yet there to the server; when it could not be, it is kept here. */
  async sent(): Promise<void> {
    await this.writer?.now();
  }

  /** Whether something was written here since it was opened. */
  get isWritten(): boolean {
    return this.writer !== null;
  }

  /** As it stands at the server now; only of what nobody has written in here. */
  renew(stood: readonly Stood[]): void {
    this.stood = stood;
    const at = this.place();
    [this.begun, this.work, this.files, this.earlier] = [at.begun, at.work, at.files, at.earlier];
  }

  async refresh(): Promise<void> {
    await this.writer?.refresh();
  }

  stop(): void {
    this.writer?.stop();
  }

  /** When a meeting has begun or ended since: the version at hand becomes an earlier one. */
  goOn(): void {
    if (belongs(this.work, this.when())) return;
    const last = this.asStood();
    if (last) this.stood = [...this.stood.filter(({ id }) => id !== last.id), last];
    void this.writer?.handOver();
    this.writer = null;
    const at = this.place();
    [this.begun, this.work, this.files, this.earlier] = [at.begun, at.work, at.files, at.earlier];
  }

  private asStood(): Stood | null {
    if (!this.writer) return this.begun;
    const { id, note, base, from, beside } = this.writer.written;
    return { id, note, base, from, beside, draft: null };
  }

  /** Which version is at hand now, and which lie before it. */
  private place(): { begun: Stood | null; work: Work; files: Attached[]; earlier: Version<Json>[] } {
    const when = this.when();
    const all = this.stood.map((one) => ({ one, work: workOf(one.note) })).sort((a, b) => byTime(a, b));
    const last = all.at(-1);
    const here = when.meeting === null ? last : all.findLast(({ work }) => belongs(work, when));
    if (here && belongs(here.work, when)) {
      const work = { ...here.work, state: this.tool.read(here.work.state) };
      return { begun: here.one, work, files: here.one.note.files, earlier: all.filter((one) => one !== here).map(versionOf(this.tool)) };
    }
    const from = last ? this.tool.read(last.work.state) : this.tool.empty();
    const state = last && when.meeting !== null && this.tool.anew ? this.tool.anew(from) : from;
    const work: Work = { tool: this.tool.id, thread: this.thread, ...when, turn: (last?.work.turn ?? 0) + 1, state, taken: [], waiting: [] };
    return { begun: null, work, files: [], earlier: all.map(versionOf(this.tool)) };
  }

  private write(work: Work): void {
    this.work = work;
    this.writer ??= this.newWriter(this.begun ?? this.fresh());
    this.writer.typed(noteFrom(work, this.title, this.files));
  }

  private fresh(): Stood {
    const id = versionId(this.ports.space, this.thread, keyOf(this.work));
    return { id, note: emptyNote(), base: null, from: null, beside: null, draft: null };
  }

  private newWriter(start: Stood): Writer {
    this.begun = start;
    const draft: Draft = start.draft ?? {
      id: start.id, space: this.ports.space, kind: "work", note: start.note, base: start.base, from: start.from, tried: [],
      aside: crypto.randomUUID(), beside: start.beside, at: new Date().toISOString(),
    };
    const ports = this.ports.writer({
      told: (standing) => {
        this.standing = standing;
        this.told();
      },
      besides: (id) => this.ports.besides(id),
      replaced: (note) => {
        const work = workOf(note);
        [this.work, this.files, this.title] = [{ ...work, state: this.tool.read(work.state) }, note.files, note.title];
        this.ports.drawn();
      },
    });
    return new Writer(draft, ports, start.draft !== null);
  }
}

const keyOf = ({ meeting, on, turn }: Work): string => meeting ?? `${on} ${turn}`;

/** In a meeting, its own version; between meetings one a day, and another after a meeting on the same day. */
const belongs = (work: Work, when: When): boolean => (when.meeting === null ? work.meeting === null && work.on === when.on : work.meeting === when.meeting);

type Placed = { one: Stood; work: Work };

/** Of two that began from the same one, what the group wrote in its meeting is later than what somebody wrote meanwhile. */
function byTime(a: Placed, b: Placed): number {
  return a.work.turn - b.work.turn || Number(a.work.meeting !== null) - Number(b.work.meeting !== null) || a.work.on.localeCompare(b.work.on) || a.one.id.localeCompare(b.one.id);
}

const versionOf = (tool: Tool) => ({ one, work }: Placed): Version<Json> => ({ meeting: work.meeting, on: work.on, state: tool.read(work.state), photos: one.note.files });
