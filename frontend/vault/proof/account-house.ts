/** One person's account at a server that answers as the real one (tests/vault/test_renewing_keys.py, test_beginning_anew.py). */

import { type Account, type Former, NotGranted, type ServerApi, type WaySent } from "../worker/api";
import { rooms, type Rooms } from "../worker/rooms/rooms";
import { Session } from "../worker/session";
import { INSTANCE, type OpenHouse } from "./open-house";

interface Said {
  recipient: string;
  verify: string;
  ways: WaySent[];
  rev?: number;
  keyring: string;
}

export class AccountHouse {
  account: Account;
  readonly former: Former[] = [];
  /** How many more calls are answered; after that it is as if the browser were killed. */
  callsLeft = Infinity;
  calls = 0;

  constructor(private readonly house: OpenHouse, readonly name: string, supervises = true) {
    const person = { id: crypto.randomUUID(), name, language: "fi" };
    this.account = { instance: INSTANCE, person, account: null, supervises, ways: [], keyring: null };
  }

  /** One of this person's devices. */
  device(): Rooms & { session: Session } {
    const session = new Session(this.api());
    session.know(this.account);
    return { ...rooms(session), session };
  }

  private api(): ServerApi {
    const own: Partial<ServerApi> = {
      account: async () => structuredClone(this.account),
      openAccount: async (said) => this.takes(said as Said),
      beginAnew: async (said) => {
        const { account, ways, keyring } = structuredClone(this.account);
        this.former.push({ recipient: account?.recipient ?? "", verify: account?.verify ?? "", ways, keyring });
        return this.takes(said as Said);
      },
      renewKeys: async (said) => this.takes(said as Said),
      former: async () => ({ former: structuredClone(this.former) }),
      proveWay: async () => structuredClone(this.account),
      addWay: async (way) => {
        this.account.ways.push({ ...way, made: "2027-01-12", used: "2027-01-12" });
        return structuredClone(this.account);
      },
      keepKeyring: async (rev, sealed) => {
        if (rev !== (this.account.keyring?.rev ?? 0) + 1) throw new NotGranted("overtaken");
        this.account.keyring = { rev, sealed };
        return {};
      },
      spaces: async () => ({
        spaces: [...this.house.spaces.values()]
          .filter(({ members, gone }) => [...members].some(([id, who]) => who === this.name && !gone.has(id)))
          .map(({ id, kind, epoch, turnDue, entries, heads }) => ({ id, kind, process: null, epoch, turnDue, length: entries.length, head: heads.at(-1) ?? "" })),
        places: {}, invites: [],
      }),
    };
    const all = { ...this.house.apiFor(this.name), ...own } as Record<string, (...given: unknown[]) => Promise<unknown>>;
    return Object.fromEntries(Object.entries(all).map(([name, act]) => [name, (...given: unknown[]) => this.call(() => act(...given))])) as unknown as ServerApi;
  }

  private async call(act: () => Promise<unknown>): Promise<unknown> {
    this.calls += 1;
    this.callsLeft -= 1;
    if (this.callsLeft >= 0) return act();
    throw new Error("killed");
  }

  private takes({ recipient, verify, ways, rev = 1, keyring }: Said): Account {
    if (rev > 1 && rev !== (this.account.keyring?.rev ?? 0) + 1) throw new NotGranted("overtaken");
    this.account = {
      ...this.account,
      account: { recipient, verify, made: "2027-01-12" },
      ways: ways.map((way) => ({ ...way, made: "2027-01-12", used: way.proved ? "2027-01-12" : "" })),
      keyring: { rev, sealed: keyring },
    };
    return structuredClone(this.account);
  }
}
