/** A new device asks another one of its person to open it. The other's part stands in `ways.ts`. */

import { fromBase64 } from "../../core/bytes";
import { approvalProof, newWaiting, openedApproval, type Waiting } from "../approving";
import { NotGranted } from "../api";
import { deviceWay } from "../opening";
import type { Session } from "../session";

export class Approvals {
  private mine: (Waiting & { id: string }) | null = null;

  constructor(private readonly session: Session) {
    session.alsoForget.push(() => this.stop());
  }

  /** Ask to be opened; answers the eight signs to show. */
  async ask(): Promise<string> {
    const waiting = await newWaiting();
    const { recipient, code } = waiting;
    const proof = await approvalProof(code, this.session.known().person.id, recipient);
    this.mine = { ...waiting, ...(await this.session.api.askApproval({ recipient, proof })) };
    return code;
  }

  /** Open with what the other device has sealed; false while it has not. Whatever is refused ends the asking. */
  async look(remember: boolean): Promise<boolean> {
    const { mine, session } = this;
    if (!mine) throw new NotGranted("not-there");
    const { sealed } = await session.api.approval(mine.id);
    if (!sealed) return false;
    this.stop();
    const secret = await openedApproval(fromBase64(sealed), mine);
    const { person } = await session.look();
    await session.openFrom(secret);
    if (remember) session.know(await session.api.addWay(await deviceWay(person.id, secret)));
    return true;
  }

  stop(): void {
    this.mine = null;
  }

  /** When each device that waits has asked. */
  async waiting(): Promise<{ id: string; asked: string }[]> {
    const { approvals } = await this.session.api.approvals();
    return approvals.map(({ id, asked }) => ({ id, asked }));
  }
}
