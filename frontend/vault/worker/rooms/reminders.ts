/** Days on which one wishes to be told that something waits: the server knows a random id and the day, and no more. */

import type { ReminderSet } from "../api";
import type { Session } from "../session";

export class Reminders {
  constructor(private readonly session: Session) {}

  async mine(): Promise<ReminderSet[]> {
    return (await this.session.api.reminders()).reminders;
  }

  /** On this day (ISO), in place of another that was set under the id. */
  async set(id: string, on: string): Promise<void> {
    await this.session.api.setReminder(id, on);
  }

  async clear(id: string): Promise<void> {
    await this.session.api.clearReminder(id);
  }
}
