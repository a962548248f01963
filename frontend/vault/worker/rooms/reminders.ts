/** Days on which one wishes to be told that something waits: the server knows a random id and the day, and no more. */

import { idOfWords } from "../../core/bytes";
import type { ReminderSet } from "../api";
import type { Session } from "../session";

export class Reminders {
  constructor(private readonly session: Session) {}

  async mine(): Promise<ReminderSet[]> {
    return (await this.session.api.reminders()).reminders;
  }

  /** On this day (ISO), in place of another that was set for the same thing. */
  async set(thing: string, on: string): Promise<void> {
    await this.session.api.setReminder(this.idFor(thing), on);
  }

  /** Of a thing; nothing happens when none was set. */
  async clear(thing: string): Promise<void> {
    await this.session.api.clearReminder(this.idFor(thing));
  }

  /** By the id under which it is listed among one's own. */
  async drop(id: string): Promise<void> {
    await this.session.api.clearReminder(id);
  }

  /** Each person's own, so that nobody can tell who is reminded of the same thing. */
  private idFor(thing: string): string {
    return idFor(this.session.opened().person, thing);
  }
}

export const idFor = (person: string, thing: string): string => idOfWords(`tuokio reminder ${person} ${thing}`);
