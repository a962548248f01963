/**
 * Holds the house's chain of entries against what this person's devices saw of it before (confidentiality 5.5).
 *
 * The chain is the server's own, and it could write all of it anew. What it cannot do is to fit the new one to a digest
 * that somebody else has kept: so everybody who opens notes keeps the last one.
 */

import { digest, utf8 } from "../../core/bytes";
import type { Api, ChainHead, ChainStep } from "../api";
import type { SeenAudit } from "../keyring";
import type { Session } from "../session";

/** `first`: nothing was remembered. `kept`: what is there continues what was. `cut`: it does not. */
export type Continuity = "first" | "kept" | "cut";

const MOST_PAGES = 200;
/** Entries are kept for two years; a shorter absence is no reason for the chain to begin later than was seen. */
const KEPT_DAYS = 700;

export class Witness {
  constructor(private readonly session: Session) {}

  /** Look whether the chain continues what was seen, and remember its head when it does. */
  async look(): Promise<Continuity> {
    const seen = this.session.seenAudit();
    if (!seen) {
      await this.accept();
      return "first";
    }
    const head = await followed(this.session.api, seen, today());
    if (!head) return "cut";
    if (head.seq > seen.seq) await this.session.rememberAudit({ ...head, on: today() });
    return "kept";
  }

  /** Begin to remember the chain as it stands: at first, or once a person has heard why it was cut. */
  async accept(): Promise<void> {
    const { head } = await this.session.api.chainHead();
    await this.session.rememberAudit({ ...head, on: today() });
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** The head that the server leads to from what was seen; null when it leads nowhere. */
export async function followed(api: Pick<Api, "chainAfter">, seen: SeenAudit, on: string): Promise<ChainHead | null> {
  let at: ChainHead = { seq: seen.seq, hash: seen.hash };
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { head, start, steps } = await api.chainAfter(at.seq);
    if (start.seq > at.seq) return daysBetween(seen.on, on) > KEPT_DAYS ? head : null;
    if (start.seq === at.seq && start.hash !== at.hash) return null;
    if (head.seq === at.seq) return head.hash === at.hash ? head : null;
    const next = step(at, steps);
    if (!next || next.seq > head.seq) return null;
    at = next;
  }
  return null;
}

function step(from: ChainHead, steps: readonly ChainStep[]): ChainHead | null {
  let at = from;
  for (const { seq, body, hash } of steps) {
    if (seq !== at.seq + 1 || digest(utf8(at.hash + body)) !== hash) return null;
    at = { seq, hash };
  }
  return at === from ? null : at;
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
