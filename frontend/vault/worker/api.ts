/** What is asked of the server: ids, versions and sealed bytes, with a word in a header and no cookie. */

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

export interface SpaceSummary {
  id: string;
  kind: "own" | "journal" | "group" | "pair";
  process: { id: string; name: string } | null;
  epoch: number;
  turnDue: boolean;
  length: number;
  head: string;
}

export interface SpaceWhole extends SpaceSummary {
  me: string;
  entries: string[];
  keys: { epoch: number; sealed: string }[];
  documents: { id: string; kind: string; epoch: number; rev: number }[];
  people: Record<string, string>;
}

export interface Spaces {
  spaces: SpaceSummary[];
  places: Record<string, { id: string; name: string }[]>;
}

export interface Version {
  id: string;
  space: string;
  kind: string;
  epoch: number;
  rev: number;
}

export interface FileArrived {
  epoch: number;
  size: number;
  parts: number[];
  whole: boolean;
}

export class Api {
  private token = "";

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
  addWay = (way: WaySent): Promise<Account> => this.json("PUT", `ways/${way.id}`, way);
  proveWay = (id: string): Promise<Account> => this.json("PATCH", `ways/${id}`);
  dropWay = (id: string): Promise<Account> => this.json("DELETE", `ways/${id}`);
  keepKeyring = (rev: number, sealed: string): Promise<unknown> => this.json("PUT", "keyring", { rev, sealed });
  spaces = (): Promise<Spaces> => this.json("GET", "spaces");
  foundSpace = (said: object): Promise<Spaces> => this.json("POST", "spaces", said);
  space = (id: string): Promise<SpaceWhole> => this.json("GET", `spaces/${id}`);
  writeEntry = (id: string, said: object): Promise<SpaceWhole> => this.json("POST", `spaces/${id}`, said);

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

  private async json<Answer>(method: string, address: string, said?: object): Promise<Answer> {
    const answer = await this.ask(method, address, said && JSON.stringify(said));
    return (await answer.json()) as Answer;
  }

  private async ask(method: string, address: string, body?: BodyInit): Promise<Response> {
    const headers: Record<string, string> = this.token ? { Authorization: `Bearer ${this.token}` } : {};
    const options = { method, headers, cache: "no-store", credentials: "omit", redirect: "error" } as const;
    let answer: Response;
    try {
      answer = await fetch(`${this.base}api/${address}`, body === undefined ? options : { ...options, body });
    } catch {
      throw new NotGranted("offline");
    }
    if (answer.ok) return answer;
    const told = (await answer.json().catch(() => ({}))) as { refused?: string };
    throw new NotGranted(told.refused ?? "failed");
  }
}
