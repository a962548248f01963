/**
 * What a phone sends: kept until the server has it, sent again under the same id, in the order it was written. It is
 * on the leader's screen once that says it has heard so far.
 */

import type { Json } from "../../vault/core/bytes";

export type Reached = "waiting" | "sent" | "shown";

interface Item {
  id: string;
  body: Json;
  seq: number | null;
}

export class Outbox {
  private items: Item[] = [];
  private sending: Promise<void> | null = null;

  constructor(
    /** Gives its number at the server; the same for the same id. */
    private readonly send: (id: string, body: Json) => Promise<number>,
    private readonly told: (fault: unknown) => void,
  ) {}

  add(id: string, body: Json): void {
    this.items.push({ id, body, seq: null });
  }

  get isEmpty(): boolean {
    return this.items.every(({ seq }) => seq !== null);
  }

  reached(id: string, heard: number): Reached {
    const item = this.items.find((one) => one.id === id);
    if (!item || item.seq === null) return "waiting";
    return item.seq <= heard ? "shown" : "sent";
  }

  /** Send what waits; what fails waits for the next call. */
  flush(): Promise<void> {
    this.sending ??= this.all().finally(() => (this.sending = null));
    return this.sending;
  }

  private async all(): Promise<void> {
    for (const item of this.items) {
      if (item.seq !== null) continue;
      try {
        item.seq = await this.send(item.id, item.body);
      } catch (fault) {
        return this.told(fault);
      }
    }
    this.told(null);
  }
}
