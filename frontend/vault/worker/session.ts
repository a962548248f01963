/** One person's opened notes, in this worker alone: the keys never leave it, and nothing of it is kept on disk. */

import { Refusal } from "../core/refusal";
import { held, publicKeys, type Secret } from "../keys/secret";
import { type Account, NotGranted, type ServerApi } from "./api";
import { type CircleMemory, type Keyring, openedKeyring, type SeenAudit, sealedKeyring } from "./keyring";
import { type Me, Space } from "./space";

/** What the rooms share: who is in, with which keys, and which circles are open. */
export class Session {
  private account: Account | null = null;
  private me: Me | null = null;
  private ring: Keyring = { rev: 0, seen: {} };
  private isGuest = false;
  private before: { of: readonly Secret[]; all: Me[] } = { of: [], all: [] };
  private readonly spaces = new Map<string, Space>();
  private remembering: Promise<void> = Promise.resolve();

  /** What rooms hold beside, and drop when every key is forgotten. */
  readonly alsoForget: (() => void)[] = [];

  /** Which answers to invites have been held against their words: each takes half a second. */
  readonly proved = new Map<string, boolean>();

  constructor(readonly api: ServerApi) {}

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

  /** Go on with new keys: the keyring goes over to them, and keeps the secret of before. */
  async goOn(me: Me, before: Secret, send: (rev: number, keyring: string) => Promise<Account>): Promise<void> {
    await this.keep(() => ({})); // as the last of one's devices has left it
    const ring = { ...this.ring, rev: this.ring.rev + 1, former: [...(this.ring.former ?? []), before] };
    this.know(await send(ring.rev, await sealedKeyring(me, ring)));
    this.spaces.clear();
    this.begin(me, ring);
  }

  /** Open as the guest of one meeting, who has no account and keeps nothing. */
  beginAsGuest(me: Me, seen: Keyring["seen"]): void {
    this.isGuest = true;
    this.begin(me, { rev: 0, seen });
  }

  /** Forget every key. What was sealed stays where it is. */
  forget(): void {
    this.me = null;
    this.ring = { rev: 0, seen: {} };
    this.before = { of: [], all: [] };
    this.spaces.clear();
    this.proved.clear();
    for (const forget of this.alsoForget) forget();
  }

  /** A circle that is open already, or opened now. */
  async space(id: string): Promise<Space> {
    return this.spaces.get(id) ?? this.reopen(id);
  }

  /** A circle as it stands at the server now, held against what was seen of it before; its key turned when that waits. */
  async reopen(id: string): Promise<Space> {
    let space = await this.withNewKeys(id);
    for (const gone of space.outside) {
      await space.write({ act: "remove", member: gone, why: "left" }).catch(ifNotOvertaken);
      space = await this.lookAt(id);
    }
    if (space.log.rotationDue && space.isSteward) {
      await space.turn().catch(ifNotOvertaken); // another steward was there first: as good
      space = await this.lookAt(id);
    }
    this.spaces.set(id, space);
    await this.remember(space);
    return space;
  }

  /** How many entries the person's own journals list, of those that are open. */
  entriesOfMine(): number {
    const journals = [...this.spaces.values()].filter(({ log }) => log.kind === "journal");
    return journals.reduce((sum, space) => sum + space.list().listed.filter(({ kind }) => kind === "journal").length, 0);
  }

  private async lookAt(id: string): Promise<Space> {
    return Space.open(this.api, this.opened(), id, this.ring.seen[id], await this.former());
  }

  /** Where the list still names keys of before, or something is sealed to those alone, one's new ones take their place. */
  private async withNewKeys(id: string): Promise<Space> {
    const space = await this.lookAt(id);
    const again = space.namesFormer ? [] : await space.regained();
    if (space.namesFormer) await space.renew().catch(ifNotOvertaken);
    else if (again.length > 0) await this.api.giveKeys(id, again);
    else return space;
    return this.lookAt(id);
  }

  /** Who one was with the keys one had before. */
  async former(): Promise<Me[]> {
    const { former = [] } = this.ring;
    if (this.before.of !== former) {
      const all = former.map(async (secret) => ({ ...this.opened(), keys: await publicKeys(secret), held: await held(secret) }));
      this.before = { of: former, all: await Promise.all(all) };
    }
    return this.before.all;
  }

  /** A circle that one has left: nothing of it stays open. */
  close(id: string): void {
    this.spaces.delete(id);
  }

  /** What one's devices keep of circles. */
  get memory(): CircleMemory {
    return this.ring;
  }

  /** Note what was seen, so that no device is shown less later. */
  remember(space: Space): Promise<void> {
    const { id } = space.whole;
    return this.keep(({ seen }) => {
      const { length, index } = seen[id] ?? { length: 0, index: 0 };
      const now = space.seen;
      return now.length <= length && now.index <= index ? null : { seen: { ...seen, [id]: now } };
    });
  }

  /** The last head of the house's chain of entries that any device of this person saw. */
  seenAudit = (): SeenAudit | undefined => this.ring.audit;

  rememberAudit(audit: SeenAudit): Promise<void> {
    return this.keep(() => ({ audit }));
  }

  /** Change the keyring; null leaves it as it is. One writing at a time. */
  keep(change: (ring: Keyring) => Partial<Keyring> | null): Promise<void> {
    this.remembering = this.remembering.catch(() => undefined).then(() => this.write(change));
    return this.remembering;
  }

  /** Another device may have written first: then its memory and ours are put together. */
  private async write(change: (ring: Keyring) => Partial<Keyring> | null): Promise<void> {
    for (;;) {
      const changed = change(this.ring);
      if (!changed) return;
      const next = { ...this.ring, ...changed, rev: this.ring.rev + 1 };
      if (this.isGuest) return void (this.ring = next); // a guest has no keyring: it is forgotten with the page
      try {
        await this.api.keepKeyring(next.rev, await sealedKeyring(this.opened(), next));
        this.ring = next;
        return;
      } catch (fault) {
        ifNotOvertaken(fault);
        const { keyring } = await this.api.account();
        if (!keyring) throw fault;
        this.ring = await openedKeyring(this.opened(), keyring, this.ring.rev);
      }
    }
  }
}

/** Throw on what is anything but that another was first. */
export function ifNotOvertaken(fault: unknown): void {
  if (!(fault instanceof NotGranted && fault.code === "overtaken")) throw fault;
}
