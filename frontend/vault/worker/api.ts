/** What is asked of the server: ids, versions and sealed bytes, with a word in a header and no cookie. */

import type { Kind } from "../core/envelope";

/** The server did not grant it; `code` is one of its words, or `offline` when it was not reached. */
export class NotGranted extends Error {
  constructor(readonly code: string) {
    super(`not granted: ${code}`);
    this.name = "NotGranted";
  }
}

export interface WaySent {
  id: string;
  kind: "passphrase" | "passkey" | "device" | "recovery";
  /** An age file, base64. */
  sealed: string;
  credential: string;
  proved: boolean;
  /** Of a passkey when it is kept: what it answered when it was made. */
  made?: PasskeyAnswer;
}

/** What a passkey says, in base64url: the parts that the server checks, and none of what it opens here. */
export type PasskeyAnswer = Record<"question" | "credential" | "clientDataJSON", string> &
  ({ attestationObject: string } | { authenticatorData: string; signature: string });

export interface Question {
  question: string;
  challenge: string;
}

export interface Account {
  instance: string;
  person: { id: string; name: string; language: string };
  account: { recipient: string; verify: string; made: string } | null;
  /** Whether this person writes notes about others. */
  supervises: boolean;
  ways: (Omit<WaySent, "made"> & { made: string; used: string })[];
  keyring: { rev: number; sealed: string } | null;
}

/** What opened one's notes before one began anew, as it was. */
export interface Former {
  recipient: string;
  verify: string;
  ways: Account["ways"];
  keyring: Account["keyring"];
}

export interface SpaceSummary {
  id: string;
  kind: "own" | "journal" | "group" | "pair";
  process: { id: string; name: string } | null;
  epoch: number;
  turnDue: boolean;
  /** Of one alone, who began anew: opens with the former keys. */
  aside?: boolean;
  length: number;
  head: string;
  /** How many months it is kept after its process has ended (null: its writer decides), and until which day. */
  keptMonths?: number | null | undefined;
  keptUntil?: string | null | undefined;
  /** The day has been announced: until then it can be taken along or, perhaps, put off. */
  leaving?: { on: string; postponable: boolean } | null | undefined;
}

export interface SpaceWhole extends SpaceSummary {
  me: string;
  entries: string[];
  keys: { epoch: number; sealed: string }[];
  documents: { id: string; kind: string; epoch: number; rev: number }[];
  /** Whom of the list the server lets in. */
  inside: string[];
  people: Record<string, string>;
  /** Who belongs to the process in the house's books, and who of them is in the list. */
  record: { id: string; name: string; supervises: boolean; reachable: boolean; member: string | null; recipient?: string }[];
  invites: InviteSent[];
  /** Who answers for what is kept here, when the house says so. */
  controller?: string;
  /** The emergency key that the practice would have here, and who holds it: a claim, until a steward has held it against the paper. */
  escrow?: EscrowOffered | null;
}

export interface EscrowOffered {
  recipient: string;
  name: string;
}

export interface InviteAnswer {
  member: string;
  recipient: string;
  verify: string;
  proof: string;
}

export interface InviteSent {
  id: string;
  /** Whom of the books it asks. */
  record: string;
  name: string;
  past: boolean;
  until: string;
  /** The member's id when only the keys are new. */
  member: string | null;
  answer: InviteAnswer | null;
}

/** That one has been asked into a circle. */
export interface Asked {
  id: string;
  space: string;
  kind: SpaceSummary["kind"];
  process: { id: string; name: string } | null;
  by: string;
  past: boolean;
  answered: boolean;
  member: string | null;
}

export interface Spaces {
  spaces: SpaceSummary[];
  places: Record<string, { id: string; name: string }[]>;
  invites: Asked[];
}

export interface Version {
  id: string;
  space: string;
  kind: string;
  epoch: number;
  rev: number;
}

/** The house's chain of entries, as far as one follows it without reading: places and digests. */
export interface ChainHead {
  seq: number;
  hash: string;
}

export interface ChainStep extends ChainHead {
  body: string;
}

export interface FileArrived {
  epoch: number;
  size: number;
  parts: number[];
  whole: boolean;
}

/** How it stands with successors: whom one has named, for whom one is named, what one is asked to agree to. */
export interface SuccessionStanding {
  may: boolean;
  named: { successor: string; second: string; recipient: string } | null;
  envelope: { made: string; good: boolean } | null;
  asked: ReleaseShown[];
  for: { id: string; name: string; release: (ReleaseShown & { ready: boolean }) | null }[];
  agree: ReleaseShown[];
}

export interface ReleaseShown {
  id: string;
  by: string;
  of: string;
  asked: string;
  opens: string | null;
}

export interface GivenSpace {
  id: string;
  kind: string;
  name: string;
  entries: string[];
  documents: { id: string; kind: Kind; epoch: number; rev: number }[];
}

/** Whether one wishes to be told the day after a meeting, and then the day of the last one within a week. */
export interface Reminder {
  wished: boolean;
  met: string | null;
}

/** How far a space has come: the count of what happened in it, and the number of its last post. */
export interface News {
  news: number;
  posts: number;
}

export interface PostSent {
  id: string;
  seq: number;
  epoch: number;
  sealed: string;
}

/** A meeting of the process around now, from the house's books. */
export interface MeetingAround {
  id: string;
  /** On the wall of its zone, ISO with the zone's difference. */
  starts: string;
  minutes: number;
  number: number;
  of: number;
  place: string;
  state: "planned" | "confirmed" | "moved" | "held" | "no_show";
}

const SOON = 10_000; // ms, after which what did not come is asked again

/** What may leave the workroom, as the house knows it: states and days, and of all words one's own alone. */
export interface OutSeen {
  steward: boolean;
  asksBack: boolean;
  /** Whose page it would stand on; empty inside a house. */
  commissioner: string;
  /** Whether there is anybody to give it to. */
  reader: boolean;
  publicity: "authority" | "perhaps" | "private";
  people: number;
  ended: boolean;
  out: OutRow[];
}

export interface OutRow {
  id: string;
  thing: string;
  hash: string;
  state: "proposed" | "may_be_given" | "not_given" | "given" | "replaced" | "asked_back";
  reason: "" | "group" | "slips_missing" | "no_answer";
  proposed: string;
  lastDay: string;
  /** How many have a place for a word at home, while it is open. */
  asked: number;
  /** One's own: null when none is asked, "" before it was said. */
  word: OutWord | "" | null;
  given: string | null;
  askedBack: string | null;
  version: number;
}

export type OutWord = "ok" | "change" | "block";

export type OutSlips = Record<OutWord, number>;

/** The pulse of a process, as the house may tell it: of a closed round bands (lowest, highest, how many) of each statement. */
export interface PulseTold {
  on: boolean;
  /** Whether one who asks leads the process. */
  leads: boolean;
  people: number;
  rounds: (RoundTold & { told: [number, number, number][][] | null })[];
}

export interface RoundTold {
  id: string;
  /** The day, ISO. */
  on: string;
  closed: boolean;
  meeting: string | null;
}

/** Own goals, by their opaque ids: how many gave which level when a round closed, and what the group recorded. */
export interface LevelsTold {
  leads: boolean;
  people: number;
  /** One or two rate together on one screen. */
  way: "alone" | "together";
  /** What each answer in words means, by the start. */
  light: Record<"-1" | "-2", Record<string, number>>;
  rounds: (RoundTold & { goals: Record<string, [number, number][]> })[];
  recorded: Record<string, { on: string; low: number; high: number }[]>;
  score: { start: string; low: string; high: string } | null;
}

export interface GoalKept {
  goal: string;
  start: number | null;
  light: boolean;
  counts: boolean;
  low?: number;
  high?: number;
}

/** An id that this browser made, and a day. */
export interface ReminderSet {
  id: string;
  on: string;
}

export interface RoundBegun {
  id: string;
  meeting: string;
  tokens: { mark: string }[];
}

export class Api {
  private token = "";
  private door = "";

  constructor(private readonly base: string) {}

  /** Come in with a word from the main host; answers whether the sign-in there is on one's own computer. */
  async enter(word: string): Promise<boolean> {
    return this.come(await this.json("POST", "enter", { word }));
  }

  /** Come in with a passkey. */
  async enterByPasskey(answer: PasskeyAnswer, own: boolean): Promise<boolean> {
    return this.come(await this.json("POST", "passkeys/enter", { ...answer, own }));
  }

  private come({ token, own }: { token: string; own: boolean }): boolean {
    this.token = token;
    return own;
  }

  question = (): Promise<Question> => this.json("POST", "passkeys/question", {});
  newQuestion = (): Promise<Question> => this.json("POST", "passkeys/new-question", {});
  back = (): Promise<{ word: string }> => this.json("POST", "back", {});

  leave = (): Promise<unknown> => this.json("POST", "leave", {});
  account = (): Promise<Account> => this.json("GET", "account");
  openAccount = (said: object): Promise<Account> => this.json("POST", "account", said);
  beginAnew = (said: object): Promise<Account> => this.json("POST", "account/anew", said);
  former = (): Promise<{ former: Former[] }> => this.json("GET", "account/anew");
  renewKeys = (said: object): Promise<Account> => this.json("POST", "account/renewal", said);
  addWay = (way: WaySent): Promise<Account> => this.json("PUT", `ways/${way.id}`, way);
  proveWay = (id: string): Promise<Account> => this.json("PATCH", `ways/${id}`);
  dropWay = (id: string): Promise<Account> => this.json("DELETE", `ways/${id}`);
  // a new device that another one opens
  askApproval = (said: object): Promise<{ id: string }> => this.json("POST", "approvals", said);
  approvals = (): Promise<{ approvals: { id: string; recipient: string; proof: string; asked: string }[] }> => this.json("GET", "approvals");
  approval = (id: string): Promise<{ sealed: string | null }> => this.json("GET", `approvals/${id}`);
  approve = (id: string, sealed: string): Promise<unknown> => this.json("PUT", `approvals/${id}`, { sealed });

  keepKeyring = (rev: number, sealed: string): Promise<unknown> => this.json("PUT", "keyring", { rev, sealed });
  spaces = (): Promise<Spaces> => this.json("GET", "spaces");
  foundSpace = (said: object): Promise<Spaces> => this.json("POST", "spaces", said);
  space = (id: string): Promise<SpaceWhole> => this.json("GET", `spaces/${id}`);
  writeEntry = (id: string, said: object): Promise<SpaceWhole> => this.json("POST", `spaces/${id}`, said);

  postpone = (id: string): Promise<SpaceWhole> => this.json("POST", `spaces/${id}/postpone`);

  // coming into a circle
  invite = (id: string, said: object): Promise<SpaceWhole> => this.json("POST", `spaces/${id}/invites`, said);
  withdraw = (id: string, invite: string): Promise<SpaceWhole> => this.json("DELETE", `spaces/${id}/invites/${invite}`);
  answer = (invite: string, said: InviteAnswer): Promise<unknown> => this.json("PUT", `invites/${invite}`, said);
  giveKeys = (id: string, keys: object[]): Promise<SpaceWhole> => this.json("POST", `spaces/${id}/keys`, { keys });

  /** Ask from now on as the guest of one meeting, with the word of its link. */
  async enterAsGuest(word: string): Promise<{ instance: string; space: string; member: string }> {
    this.token = word;
    const told = await this.json<{ instance: string; space: string; member: string }>("GET", "guest");
    this.door = "guest/";
    return told;
  }

  succession = (): Promise<SuccessionStanding> => this.json("GET", "succession");
  nameSuccessor = (said: object): Promise<SuccessionStanding> => this.json("PUT", "succession", said);
  endSuccession = (): Promise<SuccessionStanding> => this.json("DELETE", "succession");
  keepEnvelope = (said: object): Promise<SuccessionStanding> => this.json("PUT", "succession/envelope", said);
  askRelease = (of: string): Promise<SuccessionStanding> => this.json("POST", "releases", { of });
  agreeToRelease = (id: string): Promise<SuccessionStanding> => this.json("POST", `releases/${id}`);
  stopRelease = (id: string): Promise<SuccessionStanding> => this.json("DELETE", `releases/${id}`);
  release = (id: string): Promise<{ sealed: string; spaces: GivenSpace[] }> => this.json("GET", `releases/${id}`);

  async releasedDocument(release: string, id: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.ask("GET", `releases/${release}/documents/${id}`)).arrayBuffer());
  }

  chainHead = (): Promise<{ head: ChainHead }> => this.json("GET", "chain");
  chainAfter = (seq: number): Promise<{ head: ChainHead; start: ChainHead; steps: ChainStep[] }> => this.json("GET", `chain?since=${seq}`);

  async document(id: string): Promise<{ sealed: Uint8Array; rev: number; epoch: number; kind: string }> {
    const answer = await this.ask("GET", `documents/${id}`);
    const number = (name: string): number => Number(answer.headers.get(name));
    return {
      sealed: new Uint8Array(await answer.arrayBuffer()),
      rev: number("X-Rev"),
      epoch: number("X-Epoch"),
      kind: answer.headers.get("X-Kind") ?? "",
    };
  }

  async keep({ id, space, kind, epoch, rev }: Version, sealed: Uint8Array): Promise<void> {
    const place = new URLSearchParams({ space, kind, epoch: String(epoch), rev: String(rev) });
    await this.ask("PUT", `documents/${id}?${place}`, new Blob([new Uint8Array(sealed)]));
  }

  async erase(id: string, rev: number): Promise<void> {
    await this.ask("DELETE", `documents/${id}?rev=${rev}`);
  }

  announceFile = (id: string, said: object): Promise<FileArrived> => this.json("PUT", `files/${id}`, said);
  fileArrived = (id: string): Promise<FileArrived> => this.json("GET", `files/${id}`);
  eraseFile = (id: string): Promise<unknown> => this.json("DELETE", `files/${id}`);

  async keepPart(id: string, number: number, part: Blob): Promise<void> {
    await this.ask("PUT", `files/${id}/${number}`, part);
  }

  async part(id: string, number: number): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await (await this.ask("GET", `files/${id}/${number}`)).arrayBuffer());
  }

  /** Many documents of one space at once; those that are gone are left out. */
  several = (space: string, ids: readonly string[]): Promise<{ documents: { id: string; epoch: number; rev: number; sealed: string }[] }> =>
    this.json("POST", `spaces/${space}/documents`, { documents: ids.map((id) => ({ id })) });

  // what phones send in a meeting: asked again and again, so no question waits for long
  /** Keep one post; gives its number. The same id again changes nothing and gives the same number. */
  async post(id: string, space: string, epoch: number, sealed: Uint8Array): Promise<number> {
    const place = new URLSearchParams({ space, epoch: String(epoch) });
    const answer = await this.ask("PUT", `posts/${id}?${place}`, new Blob([new Uint8Array(sealed)]), SOON);
    return ((await answer.json()) as { seq: number }).seq;
  }

  news = async (space: string): Promise<News> => (await (await this.ask("GET", `spaces/${space}/news`, undefined, SOON)).json()) as News;
  posts = async (space: string, after: number): Promise<{ posts: PostSent[] }> =>
    (await (await this.ask("GET", `spaces/${space}/posts?after=${after}`, undefined, SOON)).json()) as { posts: PostSent[] };
  letPostsGo = (space: string, until: number): Promise<unknown> => this.json("DELETE", `spaces/${space}/posts?until=${until}`);
  meetings = (space: string): Promise<{ meetings: MeetingAround[] }> => this.json("GET", `spaces/${space}/meetings`);

  // taking one's notes along
  /** The files of a space that are there whole, and in how many parts each comes. */
  async filesOf(space: string): Promise<{ id: string; epoch: number; parts: number }[]> {
    return (await this.json<{ files: { id: string; epoch: number; parts: number }[] }>("GET", `spaces/${space}/files`)).files;
  }

  // the day after a meeting
  reminder = (): Promise<Reminder> => this.json("GET", "reminder");
  wishReminder = (wished: boolean): Promise<Reminder> => this.json("PUT", "reminder", { wished });

  // answered alone in the workroom: by a word that works once, with no sign-in beside it
  pulse = (process: string): Promise<PulseTold> => this.json("GET", `processes/${process}/pulse`);
  switchPulse = (process: string, on: boolean): Promise<PulseTold> => this.json("PUT", `processes/${process}/pulse`, { on });
  openPulse = (process: string, said: RoundBegun): Promise<PulseTold> => this.json("POST", `processes/${process}/pulse`, said);
  closePulse = (round: string): Promise<PulseTold> => this.json("POST", `pulse/${round}/closing`);
  levels = (process: string): Promise<LevelsTold> => this.json("GET", `processes/${process}/levels`);
  keepGoal = (process: string, said: GoalKept): Promise<LevelsTold> => this.json("PUT", `processes/${process}/levels`, said);
  openLevels = (process: string, said: RoundBegun & { goals: { id: string }[] }): Promise<LevelsTold> => this.json("POST", `processes/${process}/levels`, said);
  closeLevels = (round: string): Promise<LevelsTold> => this.json("POST", `levels/${round}/closing`);

  async answerAlone(kind: "pulse" | "levels", said: object): Promise<void> {
    await this.send("POST", `api/${kind}`, {}, JSON.stringify(said));
  }

  // what leaves the workroom: until it is given, no word of it goes from here
  out = (space: string): Promise<OutSeen> => this.json("GET", `spaces/${space}/out`);
  proposeOut = (space: string, said: { id: string; thing: string; hash: string }): Promise<OutSeen> => this.json("POST", `spaces/${space}/out`, said);
  sayOut = (id: string, said: { word: OutWord; seen: string }): Promise<unknown> => this.json("PUT", `out/${id}/word`, said);
  countOut = (id: string, said: OutSlips): Promise<unknown> => this.json("PUT", `out/${id}/slips`, said);
  giveOut = (id: string, said: object): Promise<unknown> => this.json("PUT", `out/${id}`, said);
  withdrawOut = (id: string): Promise<unknown> => this.json("DELETE", `out/${id}`);
  askBackOut = (id: string): Promise<unknown> => this.json("POST", `out/${id}/asking-back`);
  /** A guest of the meeting says no, at the guests' own door. */
  blockOut = (id: string, seen: string): Promise<unknown> => this.json("PUT", `out/${id}`, { seen });

  // days on which one wishes to be told that something waits
  reminders = (): Promise<{ reminders: ReminderSet[] }> => this.json("GET", "reminders");
  setReminder = (id: string, on: string): Promise<{ reminders: ReminderSet[] }> => this.json("PUT", `reminders/${id}`, { on });
  clearReminder = (id: string): Promise<{ reminders: ReminderSet[] }> => this.json("DELETE", `reminders/${id}`);

  /** Say that a zip was made: the fact alone. */
  tookAlong = (): Promise<unknown> => this.json("POST", "exports", {});

  private async json<Answer>(method: string, address: string, said?: object): Promise<Answer> {
    const answer = await this.ask(method, address, said && JSON.stringify(said));
    return (await answer.json()) as Answer;
  }

  private async ask(method: string, address: string, body?: BodyInit, within?: number): Promise<Response> {
    return this.send(method, `api/${this.door}${address}`, this.token ? { Authorization: `Bearer ${this.token}` } : {}, body, within);
  }

  private async send(method: string, address: string, headers: Record<string, string>, body?: BodyInit, within?: number): Promise<Response> {
    const signal = within ? AbortSignal.timeout(within) : null;
    const options = { method, headers, signal, cache: "no-store", credentials: "omit", redirect: "error" } as const;
    let answer: Response;
    try {
      answer = await fetch(`${this.base}${address}`, body === undefined ? options : { ...options, body });
    } catch {
      throw new NotGranted("offline");
    }
    if (answer.ok) return answer;
    const told = (await answer.json().catch(() => ({}))) as { refused?: string };
    throw new NotGranted(told.refused ?? "failed");
  }
}

/** All that is asked of the server, whoever answers. */
export type ServerApi = Pick<Api, keyof Api>;
