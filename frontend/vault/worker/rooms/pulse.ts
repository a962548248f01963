/** The pulse after a meeting: three numbers from each, under words that work once; told in bands once it is closed. */

import type { PulseTold } from "../api";
import type { Session } from "../session";
import { answer, begin, type Begun } from "../tokens";

export class Pulse {
  constructor(private readonly session: Session) {}

  look = (process: string): Promise<PulseTold> => this.session.api.pulse(process);
  switchTo = (process: string, on: boolean): Promise<PulseTold> => this.session.api.switchPulse(process, on);
  close = (round: string): Promise<PulseTold> => this.session.api.closePulse(round);

  async open(process: string, meeting: string | null): Promise<{ begun: Begun; told: PulseTold }> {
    const { people } = await this.session.api.pulse(process);
    const { begun, said } = begin(people, meeting);
    return { begun, told: await this.session.api.openPulse(process, said) };
  }

  /** Whoever is in the room answers; no sign-in goes with it. */
  answer(tokens: readonly string[], [a, b, c]: readonly [number, number, number]): Promise<void> {
    return answer(this.session.api, "pulse", tokens, { a, b, c });
  }
}
