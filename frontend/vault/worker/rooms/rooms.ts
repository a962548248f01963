/** What a page can ask the worker for: each room by its name, each of its acts by its own. */

import type { Session } from "../session";
import { Circles } from "./circles";
import { Documents } from "./documents";
import { Guests } from "./guests";
import { Invites } from "./invites";
import { Keys } from "./keys";
import { Members } from "./members";
import { Messages } from "./messages";

export const rooms = (session: Session) => ({
  keys: new Keys(session),
  circles: new Circles(session),
  documents: new Documents(session),
  messages: new Messages(session),
  members: new Members(session),
  invites: new Invites(session),
  guests: new Guests(session),
});

export type Rooms = ReturnType<typeof rooms>;
