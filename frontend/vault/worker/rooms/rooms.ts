/** What a page can ask the worker for: each room by its name, each of its acts by its own. */

import type { Session } from "../session";
import { Circles } from "./circles";
import { Documents } from "./documents";
import { Files } from "./files";
import { Drafts } from "./drafts";
import { Keys } from "./keys";
import { Ways } from "./ways";
import { Messages } from "./messages";
import { Outbox } from "./outbox";

export const rooms = (session: Session) => ({
  keys: new Keys(session),
  ways: new Ways(session),
  circles: new Circles(session),
  documents: new Documents(session),
  messages: new Messages(session),
  files: new Files(session),
  drafts: new Drafts(session),
  outbox: new Outbox(session),
});

export type Rooms = ReturnType<typeof rooms>;
