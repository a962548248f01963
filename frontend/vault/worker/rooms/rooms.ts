/** What a page can ask the worker for: each room by its name, each of its acts by its own. */

import type { Session } from "../session";
import { Approvals } from "./approvals";
import { Circles } from "./circles";
import { Documents } from "./documents";
import { Guests } from "./guests";
import { Invites } from "./invites";
import { Keys } from "./keys";
import { Members } from "./members";
import { Files } from "./files";
import { Drafts } from "./drafts";
import { EmergencyKey } from "./emergency-key";
import { Leaving } from "./leaving";
import { Live } from "./live";
import { Renewal } from "./renewal";
import { Ways } from "./ways";
import { Messages } from "./messages";
import { Out } from "./out";
import { Outbox } from "./outbox";
import { Levels } from "./levels";
import { Posts } from "./posts";
import { Pulse } from "./pulse";
import { Reminders } from "./reminders";
import { Reminding } from "./reminding";
import { Search } from "./search";
import { Succession } from "./succession";
import { Witness } from "./witness";

export const rooms = (session: Session) => ({
  keys: new Keys(session),
  ways: new Ways(session),
  renewal: new Renewal(session),
  approvals: new Approvals(session),
  circles: new Circles(session),
  documents: new Documents(session),
  leaving: new Leaving(session),
  live: new Live(session),
  messages: new Messages(session),
  members: new Members(session),
  invites: new Invites(session),
  guests: new Guests(session),
  witness: new Witness(session),
  succession: new Succession(session),
  files: new Files(session),
  drafts: new Drafts(session),
  outbox: new Outbox(session),
  posts: new Posts(session),
  reminding: new Reminding(session),
  search: new Search(session),
  emergencyKey: new EmergencyKey(session),
  out: new Out(session),
  // what is answered alone in the workroom, and days on which one wishes to be told
  pulse: new Pulse(session),
  levels: new Levels(session),
  reminders: new Reminders(session),
});

export type Rooms = ReturnType<typeof rooms>;
