/** One person's opened notes, in this worker alone: the keys never leave it, and nothing of it is kept on disk. */

import { Refusal } from "../core/refusal";
import { held, publicKeys, type Secret } from "../keys/secret";
import { type Account, type Api, NotGranted } from "./api";
import { type Keyring, openedKeyring, sealedKeyring } from "./keyring";
import { type Me, Space } from "./space";

/** What the rooms share: who is in, with which keys, and which circles are open. */
export class Session {
  private account: Account | null = null;
  private me: Me | null = null;
  private ring: Keyring = { rev: 0, seen: {} };
  private readonly spaces = new Map<string, Space>();
  private remembering: Promise<void> = Promise.resolve();

  /** What rooms hold beside, and drop when every key is forgotten. */
  readonly alsoForget: (() => void)[] = [];

  constructor(readonly api: Api) {}

  /** Ask the server anew who this is and which ways of opening are kept. */
  async look(): Promise<Account> {
    return this.know(await this.api.account());
  }

  know(account: Account): Account {
    this.account = account;
    return account;
  }

  known(): Account {
    if (!this.account) throw new NotGranted("not-in");
    return this.account;
  }

  get isOpen(): boolean {
    return this.me !== null;
  }

  opened(): Me {
    if (!this.me) throw new NotGranted("locked");
    return this.me;
  }

  /** Open with the person's own two secrets. Refuses (`author`) when they are not those of this account. */
  async openFrom(secret: Secret): Promise<void> {
    const { account, instance, person, keyring } = this.known();
    if (!account) throw new NotGranted("none");
    if (!keyring) throw new Refusal("older"); // there has been one since the account was made
    const keys = await publicKeys(secret);
    // the server's word for my public keys counts for nothing: they follow from the secret, or it is not mine
    if (keys.recipient !== account.recipient || keys.verify !== account.verify) throw new Refusal("author");
    const me = { instance, person: person.id, keys, held: await held(secret) };
    this.begin(me, await openedKeyring(me, keyring));
  }

  begin(me: Me, ring: Keyring): void {
    [this.me, this.ring] = [me, ring];
  }

  /** Forget every key. What was sealed stays where it is. */
  forget(): void {
    this.me = null;
    this.ring = { rev: 0, seen: {} };
    this.spaces.clear();
    for (const forget of this.alsoForget) forget();
  }

  /** A circle that is open already, or opened now. */
  async space(id: string): Promise<Space> {
    return this.spaces.get(id) ?? this.reopen(id);
  }

  /** A circle as it stands at the server now, held against what was seen of it before. */
  async reopen(id: string): Promise<Space> {
    const space = await Space.open(this.api, this.opened(), id, this.ring.seen[id]);
    this.spaces.set(id, space);
    await this.remember(space);
    return space;
  }

  /** How many entries the person's own journals list, of those that are open. */
  entriesOfMine(): number {
    const journals = [...this.spaces.values()].filter(({ log }) => log.kind === "journal");
    return journals.reduce((sum, space) => sum + space.list().listed.filter(({ kind }) => kind === "journal").length, 0);
  }

  /** Note what was seen, so that no device is shown less later. One writing at a time. */
  remember(space: Space): Promise<void> {
    this.remembering = this.remembering.catch(() => undefined).then(() => this.note(space));
    return this.remembering;
  }

  /** Another device may have written first: then its memory and ours are put together. */
  private async note(space: Space): Promise<void> {
    const id = space.whole.id;
    for (;;) {
      const { length, index } = this.ring.seen[id] ?? { length: 0, index: 0 };
      const { seen } = space;
      if (seen.length <= length && seen.index <= index) return;
      const next = { rev: this.ring.rev + 1, seen: { ...this.ring.seen, [id]: seen } };
      try {
        await this.api.keepKeyring(next.rev, await sealedKeyring(this.opened(), next));
        this.ring = next;
        return;
      } catch (fault) {
        if (!(fault instanceof NotGranted && fault.code === "overtaken")) throw fault;
        const { keyring } = await this.api.account();
        if (!keyring) throw fault;
        this.ring = await openedKeyring(this.opened(), keyring, this.ring.rev);
      }
    }
  }
}
