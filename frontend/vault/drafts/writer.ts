/**
 * From the keys to the server: what is typed is kept on this device at each pause and sent every few seconds.
 *
 * It knows nothing of pages, so that two devices, lost answers and closed lids can be tried without a browser.
 */

import type { Delivered } from "./deliver";
import type { Before, Draft } from "./draft";
import type { Note } from "./note";

export const PAUSE = 300; // ms without a key before what was typed is kept on this device
export const LONGEST = 2000; // ms at most between two keepings while keys are pressed
export const SENT_EACH = 5000; // ms between two sendings to the server
const AGAIN = 15_000; // ms before a sending that failed is tried again

export type Standing =
  | { at: "typing" } // not kept anywhere yet
  | { at: "here" } // kept on this device
  | { at: "sending" }
  | { at: "there" } // kept at the server
  | { at: "waiting"; code: string; here: boolean }; // could not be sent; kept on this device, or nowhere

export interface Ports {
  /** Keep on this device; `trying` notes that it is about to be sent. Gives all that was tried. */
  keep: (draft: Draft, trying: boolean) => Promise<string[]>;
  drop: (id: string) => Promise<void>;
  send: (draft: Draft) => Promise<Delivered>;
  look: (draft: Draft) => Promise<{ note: Note; before: Before; from: string } | null>;
  /** Whether what is kept on this device outlives the page. */
  keepsDrafts: () => boolean;
  codeOf: (fault: unknown) => string;
  newId: () => string;
  told: (standing: Standing) => void;
  /** The words now stand beside somebody else's, as a note of their own. */
  besides: (id: string) => void;
  /** Somebody wrote meanwhile, and nothing was changed here: this is what it says now. */
  replaced: (note: Note) => void;
}

export class Writer {
  private version = 0; // of what was typed
  private kept = 0;
  private sent = 0;
  private firstUnkept = 0;
  private keepAt: ReturnType<typeof setTimeout> | undefined;
  private sendAt: ReturnType<typeof setTimeout> | undefined;
  private keeping: Promise<void> = Promise.resolve();
  private sending: Promise<void> = Promise.resolve();
  private over = false;

  /** `unsent` is a draft that was found on this device: it is sent as if it had just been typed. */
  constructor(
    private draft: Draft,
    private readonly ports: Ports,
    unsent = false,
  ) {
    if (unsent) {
      this.version = this.kept = 1;
      this.sendIn(0);
    }
  }

  get id(): string {
    return this.draft.id;
  }

  /** As it is written now, and upon which version. */
  get written(): Draft {
    return this.draft;
  }

  get isClean(): boolean {
    return this.sent === this.version;
  }

  typed(note: Note): void {
    if (this.over) return;
    const at = Date.now();
    this.draft = { ...this.draft, note, at: new Date(at).toISOString() };
    this.version += 1;
    this.ports.told({ at: "typing" });
    if (this.kept === this.version - 1) this.firstUnkept = at;
    clearTimeout(this.keepAt);
    this.keepAt = setTimeout(() => void this.keep(), Math.max(0, Math.min(PAUSE, this.firstUnkept + LONGEST - at)));
    if (this.sendAt === undefined) this.sendIn(SENT_EACH);
  }

  /** Keep and send whatever is not yet; when it could not be sent, it is kept. */
  async now(): Promise<void> {
    await this.keep();
    if (!this.isClean) await this.send();
  }

  /** Keep at once, and take nothing more: another window goes on with it. */
  async handOver(): Promise<void> {
    await this.now();
    this.stop();
  }

  stop(): void {
    this.over = true;
    clearTimeout(this.keepAt);
    clearTimeout(this.sendAt);
  }

  /** Look whether somebody has written meanwhile; what was changed here is never replaced. */
  async refresh(): Promise<void> {
    const { version } = this;
    if (this.over || !this.isClean || this.draft.base === null) return;
    const there = await this.ports.look(this.draft).catch(() => null);
    if (!there || this.over || this.version !== version || there.before.rev <= (this.draft.base?.rev ?? 0)) return;
    this.draft = { ...this.draft, note: there.note, base: there.before, from: there.from };
    this.ports.replaced(there.note);
  }

  private sendIn(ms: number): void {
    clearTimeout(this.sendAt);
    this.sendAt = setTimeout(() => void this.now(), ms);
  }

  private keep(): Promise<void> {
    clearTimeout(this.keepAt);
    this.keeping = this.keeping.then(async () => {
      if (this.kept === this.version || this.isClean) return;
      const { version } = this;
      try {
        await this.ports.keep(this.draft, false);
      } catch (fault) {
        return this.ports.told({ at: "waiting", code: this.ports.codeOf(fault), here: false });
      }
      this.kept = Math.max(this.kept, version);
      if (this.version === version && !this.isClean && this.ports.keepsDrafts()) this.ports.told({ at: "here" });
    });
    return this.keeping;
  }

  private send(): Promise<void> {
    clearTimeout(this.sendAt);
    this.sendAt = undefined;
    this.sending = this.sending.then(() => this.sendOnce());
    return this.sending;
  }

  private async sendOnce(): Promise<void> {
    if (this.isClean) return;
    try {
      const { version, draft } = this;
      const tried = await this.ports.keep(draft, true);
      this.draft = { ...this.draft, tried };
      this.kept = Math.max(this.kept, version);
      if (this.version === version) this.ports.told({ at: "sending" });
      const stands = await this.ports.send({ ...draft, tried });
      await this.arrived(stands, version);
    } catch (fault) {
      const here = this.ports.keepsDrafts() && this.kept === this.version;
      this.ports.told({ at: "waiting", code: this.ports.codeOf(fault), here });
      if (!this.over) this.sendIn(AGAIN);
    }
  }

  /** It stands at the server; what was typed since is written upon that. */
  private async arrived({ id, before, beside, from }: Delivered, version: number): Promise<void> {
    const earlier = this.draft.id;
    const moved = id !== earlier;
    this.draft = { ...this.draft, id, base: before, beside, from, tried: [], ...(moved && { aside: this.ports.newId() }) };
    this.sent = version;
    if (moved) this.ports.besides(id);
    if (!this.isClean) {
      await this.ports.keep(this.draft, false);
      if (!this.over) this.sendIn(SENT_EACH);
    } else this.ports.told({ at: "there" });
    if (moved || this.isClean) await this.ports.drop(earlier).catch(() => undefined); // found again, it says what stands there
  }
}
