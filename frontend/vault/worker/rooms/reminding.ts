/** The day after a meeting: whether one wishes to be told. The server keeps the wish, and nothing of what is written. */

import type { Reminder } from "../api";
import type { Session } from "../session";

export class Reminding {
  constructor(private readonly session: Session) {}

  look = (): Promise<Reminder> => this.session.api.reminder();

  wish(wished: boolean): Promise<Reminder> {
    return this.session.api.wishReminder(wished);
  }
}
