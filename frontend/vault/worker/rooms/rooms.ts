/** What a page can ask the worker for: each room by its name, each of its acts by its own. */

import type { Session } from "../session";
import { Circles } from "./circles";
import { Documents } from "./documents";
import { Keys } from "./keys";
import { Leaving } from "./leaving";
import { Messages } from "./messages";

export const rooms = (session: Session) => ({
  keys: new Keys(session),
  circles: new Circles(session),
  documents: new Documents(session),
  leaving: new Leaving(session),
  messages: new Messages(session),
});

export type Rooms = ReturnType<typeof rooms>;
