/** The emergency key of a practice: a steward lets it read a circle from now on, and shows it out. */

import { Refusal } from "../../core/refusal";
import { sealTo } from "../../core/sealing";
import { type EscrowOffered, NotGranted } from "../api";
import type { Session } from "../session";

/** How many signs at the end are typed from paper: 60 bits, so nobody makes a key of their own that ends alike. */
const END = 12;

export class EmergencyKey {
  constructor(private readonly session: Session) {}

  /**
   * Let it read what is written from now on: signed as it was shown, then the key turns. Refuses (`escrow-differs`)
   * a key that does not end as its paper does, and (`form`) one to which nothing can be sealed.
   */
  async on(id: string, { recipient, name }: EscrowOffered, fromPaper: string): Promise<void> {
    const typed = fromPaper.toLowerCase().replace(/[^a-z0-9]/g, "");
    if (typed.length < END || !recipient.endsWith(typed)) throw new NotGranted("escrow-differs");
    if (!(await isKey(recipient))) throw new Refusal("form");
    const space = await this.session.reopen(id);
    await space.write({ act: "escrow-on", member: crypto.randomUUID(), recipient, name });
    await this.session.reopen(id);
  }

  /** What is written from now on it cannot read; what it was given, its holder may have. */
  async off(id: string): Promise<void> {
    const space = await this.session.reopen(id);
    if (!space.log.escrow) return;
    await space.write({ act: "escrow-off", member: space.log.escrow.id });
    await this.session.reopen(id);
  }
}

async function isKey(recipient: string): Promise<boolean> {
  try {
    await sealTo([recipient], new Uint8Array(1));
    return true;
  } catch {
    return false;
  }
}
